"""Connections to addresses, kept, and through the proxies that the environment names."""

from __future__ import annotations

from urllib.parse import urlsplit

from vaultsync.lean.typed import TYPE_CHECKING
from vaultsync.tracker.failures import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3 import PoolManager


class Connections:
    """The connections that are open.

    `proxies` maps schemes to proxies; None takes them from the environment.
    """

    def __init__(self, proxies: Mapping[str, str] | None = None) -> None:
        self._proxies = proxies
        self._pools: dict[str, PoolManager] = {}

    def close(self) -> None:
        """Close them all."""
        for pool in self._pools.values():
            pool.clear()
        self._pools.clear()

    def for_address(self, address: str) -> PoolManager:
        """Return the connections to an address. Raises `FetchError` for a proxy that is none."""
        from urllib.request import getproxies, proxy_bypass

        from urllib3 import PoolManager, ProxyManager, make_headers
        from urllib3.exceptions import HTTPError

        parts = urlsplit(address)
        if self._proxies is None:
            known = {} if proxy_bypass(parts.hostname or "") else getproxies()
        else:
            known = dict(self._proxies)
        proxy = known.get(parts.scheme) or known.get("all") or ""
        if proxy and "://" not in proxy:
            proxy = "http://" + proxy
        if proxy not in self._pools:
            if not proxy:
                self._pools[proxy] = PoolManager()
            else:
                try:
                    login = urlsplit(proxy)
                    headers = (
                        make_headers(proxy_basic_auth=f"{login.username}:{login.password or ''}")
                        if login.username
                        else None
                    )
                    self._pools[proxy] = ProxyManager(proxy, proxy_headers=headers)
                except (HTTPError, ValueError):
                    # A proxy's address may hold a password: it is not repeated.
                    raise FetchError(
                        f"{address} cannot be read: the environment names a proxy that is not "
                        "http:// or https://",
                        f"Mend {parts.scheme}_proxy, or set no_proxy={parts.hostname}.",
                    ) from None
        return self._pools[proxy]
