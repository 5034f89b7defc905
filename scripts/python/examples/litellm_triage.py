"""Triage inside LiteLLM: requests for the model ``auto`` go to the model group that Triage chooses.

Two ways in. In the proxy, a callback rewrites the request before it is sent::

    # config.yaml, with this file beside it and TRIAGE_MODEL naming the router
    model_list:
      - {model_name: small, litellm_params: {model: openai/gpt-4o-mini}}
      - {model_name: large, litellm_params: {model: openai/gpt-4o}}
      - {model_name: auto,  litellm_params: {model: openai/gpt-4o}}    # so that the proxy lists it, and lets it through
    litellm_settings:
      callbacks: litellm_triage.proxy_hook

In a program, a custom routing strategy asks Triage for the model group and leaves the choice among its deployments
(cooldowns, load, order) to LiteLLM::

    router = litellm.Router(model_list=..., fallbacks=[{"auto": ["large"]}])
    router.set_custom_routing_strategy(TriageStrategy(router, triage_router.Router("router.triage")))
    router.completion("auto", messages=[...])

The groups are named as the models in the outcome records; ``groups`` translates where they are not. Each request's metadata
say what was decided and why, under ``triage``.
"""

from __future__ import annotations

import os
from typing import Any, Dict, List, Mapping, Optional

import litellm
import triage_router
from litellm.integrations.custom_logger import CustomLogger
from litellm.types.router import CustomRoutingStrategyBase


class Choice:
    """From a conversation to a model group."""

    def __init__(
        self, router: triage_router.Router, alias: str = "auto", groups: Optional[Mapping[str, str]] = None
    ) -> None:
        self.router = router
        self.alias = alias
        self.groups = dict(groups or {})

    def group(self, messages: Optional[List[Dict[str, Any]]], metadata: Dict[str, Any]) -> str:
        """The group, and a note of the decision in the request's metadata."""
        decision = self.router.decide_messages(messages or [])
        metadata["triage"] = {
            name: getattr(decision, name)
            for name in ("tier", "model", "sufficiency", "band", "evidence", "cause", "router")
        }
        return self.groups.get(decision.model, decision.model)


class TriageHook(CustomLogger):
    """The proxy's callback."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice

    async def async_pre_call_hook(self, user_api_key_dict: Any, cache: Any, data: Any, call_type: Any) -> Any:
        if data.get("model") == self.choice.alias and "messages" in data:
            data["model"] = self.choice.group(data["messages"], data.setdefault("metadata", {}))
        return data


class TriageStrategy(CustomRoutingStrategyBase):
    """A program's routing strategy, in front of the one that the LiteLLM router has."""

    def __init__(
        self,
        router: litellm.Router,
        triage: triage_router.Router,
        alias: str = "auto",
        groups: Optional[Mapping[str, str]] = None,
    ) -> None:
        self.choice = Choice(triage, alias, groups)
        self.pick = router.get_available_deployment
        self.pick_async = router.async_get_available_deployment

    def group(self, model: str, messages: Any, request: Optional[Dict[str, Any]]) -> str:
        if model != self.choice.alias:
            return model
        return self.choice.group(messages, {} if request is None else request.setdefault("metadata", {}))

    def get_available_deployment(
        self,
        model: str,
        messages: Any = None,
        input: Any = None,
        specific_deployment: Optional[bool] = False,
        request_kwargs: Optional[Dict[str, Any]] = None,
    ) -> Any:
        return self.pick(
            self.group(model, messages, request_kwargs),
            messages=messages,
            input=input,
            specific_deployment=specific_deployment,
            request_kwargs=request_kwargs,
        )

    async def async_get_available_deployment(
        self,
        model: str,
        messages: Any = None,
        input: Any = None,
        specific_deployment: Optional[bool] = False,
        request_kwargs: Optional[Dict[str, Any]] = None,
    ) -> Any:
        return await self.pick_async(
            self.group(model, messages, request_kwargs),
            messages=messages,
            input=input,
            specific_deployment=specific_deployment,
            request_kwargs=request_kwargs if request_kwargs is not None else {},
        )


if "TRIAGE_MODEL" in os.environ:
    #: What the proxy's configuration names.
    proxy_hook = TriageHook(Choice(triage_router.Router(os.environ["TRIAGE_MODEL"])))
