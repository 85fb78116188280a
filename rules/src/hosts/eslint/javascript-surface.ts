/**
 * What rules written for JavaScript expect of a SourceCode. A configuration without `files` runs them on Python files
 * too; they are to find nothing there and must not throw. Everything is empty.
 */
export class JavaScriptSurface {
  readonly parserServices: Readonly<Record<string, never>> = {};
  readonly scopeManager = { scopes: [], globalScope: null, acquire: () => null, getDeclaredVariables: () => [] } as const;
  readonly tokensAndComments: readonly never[] = [];

  getAllComments(): unknown[] {
    return [];
  }

  getScope(): { type: string; variables: never[]; references: never[]; through: never[]; childScopes: never[]; set: ReadonlyMap<string, never>; upper: null } {
    return { type: 'global', variables: [], references: [], through: [], childScopes: [], set: new Map<string, never>(), upper: null };
  }

  getAncestors(): never[] {
    return [];
  }

  getDeclaredVariables(): never[] {
    return [];
  }

  getTokens(): never[] {
    return [];
  }

  getTokenBefore(): null {
    return null;
  }

  getTokenAfter(): null {
    return null;
  }

  getFirstToken(): null {
    return null;
  }

  getLastToken(): null {
    return null;
  }

  getTokenByRangeStart(): null {
    return null;
  }

  getNodeByRangeIndex(): null {
    return null;
  }

  getCommentsBefore(): never[] {
    return [];
  }

  getCommentsAfter(): never[] {
    return [];
  }

  getCommentsInside(): never[] {
    return [];
  }

  commentsExistBetween(): boolean {
    return false;
  }

  isSpaceBetween(): boolean {
    return false;
  }

  isGlobalReference(): boolean {
    return false;
  }

  markVariableAsUsed(): boolean {
    return false;
  }
}
