/** What the user sees, through the protocol. */
import { MessageType, ShowMessageNotification, type Connection } from 'vscode-languageserver/node';
import type { Screen } from './callers-elsewhere.js';

/** Our own client lists the places beside the definition; told to no other (`ClientFeatures.listsPlaces`). */
const showReferences = 'asyncPitfalls/showReferences';

export function screenOf(connection: Connection): Screen {
  return {
    tell: (message) => { void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message }); },
    ask: async (message, actions) => (await connection.window.showInformationMessage(message, ...actions.map((title) => ({ title }))))?.title,
    list: (places) => { void connection.sendNotification(showReferences, places); },
    apply: async (edit) => (await connection.workspace.applyEdit(edit)).applied,
  };
}
