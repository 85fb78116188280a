/** Chat services: aiogram, discord.py, python-telegram-bot, telethon. Nearly every method is a request. */
import type { LibraryFacts, LibraryTable } from './facts.js';
import { asyncContext, asyncIterable, awaits, coroutine, each, having, plain } from './notation.js';

const http: LibraryFacts = { waitsFor: 'http' };
const request = coroutine('object', http);
const plainly = (names: string): Record<string, LibraryFacts> => each(names, plain('object'));

export const aiogram: readonly LibraryTable[] = [
  {
    module: 'aiogram',
    language: 'python',
    functions: {},
    classes: {
      Bot: {
        // `close` is a request of the service; the connections belong to `bot.session`.
        construct: asyncContext('aiogram.Bot'),
        methods: { context: asyncContext() },
        attributes: { session: 'aiogram.client.session.base.BaseSession', id: 'int', token: 'str' },
        otherMethods: request,
        asyncEnter: 'self',
        concurrentUse: 'safe',
      },
      Dispatcher: {
        construct: plain('aiogram.Dispatcher'),
        methods: {
          ...each('start_polling stop_polling feed_update feed_raw_update feed_webhook_update emit_startup emit_shutdown', coroutine()),
          // Starts the loop itself.
          run_polling: { role: 'run-loop' },
          ...each('include_router include_routers get', plain('object')),
        },
      },
      Router: { construct: plain('aiogram.Router'), methods: each('include_router include_routers', plain('object')) },
    },
  },
  { module: 'aiogram.client.session.base', language: 'python', functions: {}, classes: { BaseSession: { methods: { close: coroutine('None') }, asyncEnter: 'self', concurrentUse: 'safe' } } },
  {
    module: 'aiogram.types',
    language: 'python',
    functions: {},
    classes: {
      // Their methods make a description of the request; awaiting that sends it.
      Message: { methods: each('answer reply answer_photo answer_document reply_photo reply_document delete edit_text edit_caption edit_reply_markup forward copy_to pin unpin send_copy', awaits('other', 'object', http)), attributes: { text: 'str', message_id: 'int' } },
      CallbackQuery: { methods: { answer: awaits('other', 'object', http) }, attributes: { data: 'str', message: 'aiogram.types.Message' } },
    },
  },
];

const messageable: Record<string, LibraryFacts> = { ...having(http, each('send fetch_message', coroutine('discord.Message'))), history: asyncIterable(), typing: awaits('other', undefined, { asyncContext: true }) };

export const discord: readonly LibraryTable[] = [
  {
    module: 'discord',
    language: 'python',
    functions: {},
    classes: {
      Client: {
        construct: asyncContext('discord.Client'),
        methods: {
          ...having(http, each('start login connect close change_presence fetch_user fetch_channel fetch_guild fetch_invite fetch_webhook application_info create_dm', coroutine())),
          ...each('wait_until_ready setup_hook', coroutine('None')),
          // Waits for an event of the service.
          wait_for: awaits('other', 'object', { waitsFor: 'network', limit: { seconds: 'none', of: 'call', arguments: ['timeout'] } }),
          run: { role: 'run-loop' },
          ...plainly('get_user get_channel get_guild get_emoji is_closed is_ready event add_view dispatch get_all_members get_all_channels'),
          fetch_guilds: asyncIterable(),
        },
        attributes: { latency: 'float' },
        asyncEnter: 'self',
        concurrentUse: 'safe',
      },
      Message: {
        methods: { ...having(http, each('reply edit forward', coroutine('discord.Message'))), ...having(http, each('delete add_reaction clear_reactions remove_reaction pin unpin publish create_thread', coroutine())) },
        attributes: { content: 'str', id: 'int', channel: 'discord.abc.Messageable' },
      },
      TextChannel: { bases: ['discord.abc.Messageable'], methods: { ...having(http, each('edit delete purge delete_messages create_webhook webhooks create_thread create_invite set_permissions clone', coroutine())), ...plainly('get_partial_message permissions_for') }, attributes: { name: 'str', id: 'int' } },
      Guild: {
        methods: {
          ...having(http, each('ban unban kick create_role create_text_channel create_voice_channel create_category fetch_member fetch_channel fetch_channels fetch_roles edit leave chunk invites webhooks', coroutine())),
          ...each('bans audit_logs fetch_members', asyncIterable()),
          ...plainly('get_member get_member_named get_role get_channel get_thread'),
        },
        attributes: { name: 'str', id: 'int' },
      },
      Webhook: { methods: { ...having(http, each('send edit delete fetch edit_message delete_message fetch_message', coroutine())), ...each('from_url partial', plain('discord.Webhook')) } },
      Interaction: { methods: having(http, each('original_response edit_original_response delete_original_response', coroutine())), attributes: { response: 'discord.InteractionResponse', followup: 'discord.Webhook' } },
      InteractionResponse: { methods: { ...having(http, each('send_message edit_message send_modal defer pong autocomplete', coroutine())), is_done: plain('bool') } },
    },
  },
  { module: 'discord.abc', language: 'python', functions: {}, classes: { Messageable: { methods: messageable } } },
  {
    module: 'discord.ext.commands',
    language: 'python',
    functions: {},
    classes: {
      Bot: {
        bases: ['discord.Client'],
        construct: asyncContext('discord.ext.commands.Bot'),
        methods: {
          ...each('add_cog remove_cog load_extension unload_extension reload_extension invoke get_context get_prefix is_owner process_commands', coroutine()),
          ...plainly('get_cog get_command add_command remove_command add_check add_listener'),
        },
      },
      Context: { bases: ['discord.abc.Messageable'], methods: having(http, { ...each('reply', coroutine('discord.Message')), ...each('invoke reinvoke send_help defer', coroutine()) }), attributes: { message: 'discord.Message', bot: 'discord.ext.commands.Bot' } },
    },
  },
];

export const telegram: readonly LibraryTable[] = [
  {
    module: 'telegram',
    language: 'python',
    functions: {},
    classes: {
      Bot: {
        construct: asyncContext('telegram.Bot'),
        methods: plainly('get_bot set_bot to_dict to_json de_json de_list'),
        otherMethods: request,
        asyncEnter: 'self',
        concurrentUse: 'safe',
      },
      Message: {
        methods: { ...plainly('get_bot set_bot to_dict to_json de_json de_list parse_entity parse_entities parse_caption_entity parse_caption_entities compute_quote_position_and_entities build_reply_arguments') },
        attributes: { text: 'str', message_id: 'int', chat_id: 'int' },
        otherMethods: request,
      },
    },
  },
  {
    module: 'telegram.ext',
    language: 'python',
    functions: {},
    classes: {
      Application: {
        methods: {
          ...each('initialize start stop shutdown process_update process_error update_persistence', coroutine('None')),
          ...each('run_polling run_webhook', { role: 'run-loop' }),
          create_task: awaits('task', 'asyncio.Task', { role: 'spawn-owned-task', takesAwaitables: true }),
          ...each('add_handler add_handlers remove_handler add_error_handler remove_error_handler stop_running', plain('None')),
          builder: plain('object'),
        },
        attributes: { bot: 'telegram.Bot', bot_data: 'dict' },
        asyncEnter: 'self',
      },
      CallbackContext: { methods: { refresh_data: coroutine('None'), update: plain('None'), drop_callback_data: plain('None') }, attributes: { bot: 'telegram.Bot', application: 'telegram.ext.Application', args: 'list' } },
    },
  },
];

export const telethon: LibraryTable = {
  module: 'telethon',
  language: 'python',
  functions: {},
  classes: {
    TelegramClient: {
      construct: asyncContext('telethon.TelegramClient', { opens: true }),
      methods: {
        ...having({ waitsFor: 'network' }, each(
          'connect get_me get_entity get_input_entity get_messages get_dialogs get_participants send_message send_file edit_message delete_messages forward_messages download_media ' +
          'download_file upload_file sign_in sign_up log_out send_code_request is_user_authorized catch_up pin_message send_read_acknowledge kick_participant edit_permissions',
          coroutine('object'),
        )),
        // Outside of a running loop they run it themselves and return the result; on one they give a coroutine.
        ...each('start disconnect run_until_disconnected', {}),
        ...each('iter_messages iter_dialogs iter_participants iter_drafts iter_admin_log iter_profile_photos iter_download', asyncIterable()),
        ...plainly('add_event_handler remove_event_handler on is_connected set_proxy'),
        conversation: asyncContext(),
      },
      // `with client:` is for code without a loop.
      enter: 'self',
      asyncEnter: 'self',
      concurrentUse: 'safe',
      resource: { kind: 'client', close: ['disconnect'], opensLazily: true, reusable: true },
    },
  },
};
