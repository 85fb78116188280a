/** Places that the server wants to be seen: in the editor's own list of references, at the definition they belong to. */
import { commands } from 'vscode';
import type { ClientCapabilities, FeatureState, LanguageClient, Location, Position, StaticFeature } from 'vscode-languageclient/node';

interface References {
  readonly uri: string;
  readonly position: Position;
  readonly locations: Location[];
}

/** Tells the server that places can be listed, and lists them. */
export function listReferences(client: LanguageClient): void {
  client.registerFeature(new ReferenceList());
  client.onNotification('asyncPitfalls/showReferences', async ({ uri, position, locations }: References) => {
    const { protocol2CodeConverter: here } = client;
    await commands.executeCommand('editor.action.showReferences', here.asUri(uri), here.asPosition(position), locations.map((location) => here.asLocation(location)));
  });
}

class ReferenceList implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const others: unknown = capabilities.experimental;
    capabilities.experimental = { ...(typeof others === 'object' ? others : {}), asyncPitfalls: { listsPlaces: true } };
  }

  getState(): FeatureState {
    return { kind: 'static' };
  }

  initialize(): void { /* Nothing is asked of the server. */ }

  clear(): void { /* Nothing is kept. */ }
}
