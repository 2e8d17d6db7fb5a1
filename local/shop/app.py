"""The shop put together: one ASGI app, run by the launcher beside the stack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from local.shop.api import Api, problem
from local.shop.config import ShopConfig
from local.shop.deeds import Deeds
from local.shop.front import StrictHeaders
from local.shop.pages import Pages
from local.shop.redress_api import RedressApi
from local.shop.shelf import Shelf
from local.shop.stock import load_stock
from local.shop.telling import Teller
from local.shop.visit import Visits

STATIC = Path(__file__).parent / "static"
MACHINE_DOORS = ("/api/", "/webhooks/", "/_shop/")


def build_shop(config: ShopConfig) -> ASGIApp:
    """The shop begins to tell Redress of its reviews when the server starts it up, and stops with it."""
    stock = load_stock()
    shelf = Shelf(config.state_file)
    shelf.open_with(stock.reviews)
    redress = RedressApi(config)
    teller = Teller(shelf=shelf, stock=stock, redress=redress)
    visits = Visits(config=config, shelf=shelf, stock=stock)
    pages = Pages(config=config, shelf=shelf, stock=stock, visits=visits)
    deeds = Deeds(config=config, shelf=shelf, stock=stock, redress=redress, teller=teller, pages=pages)
    api = Api(config=config, shelf=shelf)

    @asynccontextmanager
    async def open_hours(_app: Starlette) -> AsyncIterator[None]:
        teller.start()
        yield
        await run_in_threadpool(teller.stop)
        redress.close()
        shelf.close()

    async def on_error(request: Request, error: Exception) -> Response:
        if request.url.path.startswith(MACHINE_DOORS):
            status, detail = (
                (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "It broke.")
            )
            return problem(status, "not-accepted", detail)
        return await run_in_threadpool(pages.problem, request, error)

    hosts = ["127.0.0.1", "localhost", "[::1]", urlsplit(config.base_url).hostname or "127.0.0.1"]
    return Starlette(
        routes=[*api.routes(), *deeds.routes(), *pages.routes(), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[
            Middleware(StrictHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        ],
        exception_handlers={HTTPException: on_error, 500: on_error},
        lifespan=open_hours,
    )
