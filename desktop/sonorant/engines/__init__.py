"""The engines that judge a take, all behind the protocol in `sonorant.engines.base`."""
