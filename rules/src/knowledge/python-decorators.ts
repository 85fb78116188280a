/** Decorators whose effect on a function is known. Data only. */

/** `keep`: the name still means the function, called the same way, with the same kind of result. */
export type DecoratorEffect = 'keep' | 'context-manager' | 'async-context-manager' | 'class-replaces' | 'off-loop' | 'to-async';

const keep = (names: string): [string, DecoratorEffect][] => names.trim().split(/\s+/).map((name) => [name, 'keep']);

/** By canonical name, for the decorator itself or the function that makes it. */
export const DECORATORS: ReadonlyMap<string, DecoratorEffect> = new Map<string, DecoratorEffect>([
  ...keep(`
    staticmethod classmethod property abc.abstractmethod abc.abstractclassmethod abc.abstractstaticmethod abc.abstractproperty
    functools.cache functools.lru_cache functools.cached_property functools.wraps functools.update_wrapper functools.total_ordering
    typing.override typing.final typing.overload typing.no_type_check typing.runtime_checkable typing.type_check_only
    typing.dataclass_transform typing.deprecated warnings.deprecated
    atexit.register enum.member enum.nonmember enum.property enum.unique
    dataclasses.dataclass attr.s attr.attrs attr.define attrs.define attrs.frozen
    unittest.skip unittest.skipIf unittest.skipUnless unittest.expectedFailure
    pytest.fixture pytest_asyncio.fixture
    tenacity.retry backoff.on_exception backoff.on_predicate stamina.retry
    async_lru.alru_cache cachetools.cached cachetools.cachedmethod
    fastapi.Depends
    click.command click.group click.option click.argument click.pass_context click.pass_obj click.version_option
    pydantic.validator pydantic.field_validator pydantic.model_validator pydantic.root_validator pydantic.field_serializer
    pydantic.model_serializer pydantic.computed_field pydantic.validate_call
    django.views.decorators.csrf.csrf_exempt django.views.decorators.http.require_http_methods
    aiohttp.web.middleware
    discord.ext.commands.command discord.ext.commands.group discord.app_commands.command discord.ext.commands.Cog.listener
    discord.ext.commands.check discord.ext.commands.has_permissions discord.ext.commands.is_owner discord.app_commands.describe
    celery.shared_task
    beartype.beartype typeguard.typechecked
    numba.jit numba.njit
    sqlalchemy.orm.validates sqlalchemy.event.listens_for
    homeassistant.core.callback
    anyio.pytest_plugin.anyio_backend`),
  ['contextlib.contextmanager', 'context-manager'],
  ['contextlib.asynccontextmanager', 'async-context-manager'],
  ['asgiref.sync.sync_to_async', 'to-async'],
  ['asgiref.sync.async_to_sync', 'class-replaces'],
]);

/**
 * Methods of framework objects that register a function and give it back: `@app.get("/")`, `@bot.event`,
 * `@pytest.mark.slow`, `@router.post(…)`. Used when the object itself is not known.
 */
export const REGISTERING_METHODS: ReadonlySet<string> = new Set(`
route get post put delete patch head options trace websocket websocket_route api_route add_route view
on_event exception_handler middleware errorhandler before_request after_request teardown_request before_serving after_serving
before_first_request while_serving startup shutdown on_startup on_shutdown listener register
event listen on on_message message callback_query callback inline_query edited_message my_chat_member chat_member channel_post
command group slash_command user_command message_command hybrid_command tree
before_loop after_loop error fixture parametrize asyncio usefixtures skip skipif xfail anyio mark
subscribe subscriber publisher consumer handler actor task job cron scheduled_job agent timer
tool prompt resource query mutation field subscription resolver`.trim().split(/\s+/));

/** Canonical prefixes below which every decorator keeps the function. */
export const KEEPING_PREFIXES: readonly string[] = ['pytest.mark.', 'unittest.mock.', 'click.', 'typer.', 'hypothesis.'];
