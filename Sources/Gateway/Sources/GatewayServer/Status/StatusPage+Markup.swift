extension StatusPage {
  /// The page's body; the script fills what has an `id`.
  static let markup = """
    <header><h1>Triage gateway</h1><p id="about"></p><p id="live">connecting</p></header>
    <main>
    <noscript><section>This page asks <code>/status.json</code> for its numbers, which needs JavaScript.</section></noscript>
    <section id="alerts" role="alert" aria-label="Problems"></section>
    <dl class="tiles" id="tiles"></dl>
    <section aria-labelledby="h-tiers"><h2 id="h-tiers">Tiers</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="h-tiers"><table>
    <thead><tr><th scope="col">Tier</th><th scope="col">Fallback chain</th><th scope="col" class="n">Served today</th>
    </tr></thead><tbody id="ladder"></tbody></table></div></section>
    <div class="pair">
    <section aria-labelledby="h-up"><h2 id="h-up">Upstreams and breakers</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="h-up"><table>
    <caption>Calls are those in each breaker’s sliding window.</caption>
    <thead><tr><th scope="col">Upstream</th><th scope="col">Breaker</th><th scope="col" class="n">Calls</th>
    <th scope="col" class="n">Failed</th><th scope="col" class="n">Slow</th><th scope="col" class="n">Opened</th></tr>
    </thead><tbody id="upstreams"></tbody></table></div></section>
    <section aria-labelledby="h-budgets"><h2 id="h-budgets">Budgets</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="h-budgets"><table>
    <thead><tr><th scope="col">Budget</th><th scope="col">Whose</th><th scope="col">Spent of limit</th>
    <th scope="col">Then</th></tr></thead><tbody id="budgets"></tbody></table></div></section>
    </div>
    <section aria-labelledby="h-last"><h2 id="h-last">Last decisions</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="h-last"><table>
    <thead><tr><th scope="col">Time</th><th scope="col">Outcome</th><th scope="col">Tier</th>
    <th scope="col" class="wide">Model</th>
    <th scope="col">Cause</th><th scope="col" class="n wide">Sufficiency</th><th scope="col" class="wide">Band</th>
    <th scope="col" class="n">Cost</th>    <th scope="col" class="n wide">First byte</th><th scope="col" class="n">Total</th></tr>
    </thead><tbody id="decisions"></tbody></table></div></section>
    <section aria-labelledby="h-router"><h2 id="h-router">Router</h2><div class="pair">
    <div><dl class="facts" id="router"></dl></div>
    <div class="curve scroll" tabindex="0" role="region" aria-label="Accuracy against cost" id="curve"></div></div></section>
    <section aria-labelledby="h-ops"><h2 id="h-ops">Store, audit, configuration</h2><dl class="facts" id="ops"></dl>
    </section>
    </main>
    <footer>Amounts are US dollars, days are UTC. The numbers at the top are of the last ten seconds, the last minute and
    today. The same as JSON: <a href="/status.json">/status.json</a>; for Prometheus: <a href="/metrics">/metrics</a>.</footer>
    """
}
