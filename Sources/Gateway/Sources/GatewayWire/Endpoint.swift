public import GatewayJSON
