/** The program model as text, for tests and bug reports. */
import type { Node } from './nodes.js';
import { childrenOf } from './walk.js';

/** A node and all below it: `call(member.get(name:client) argument(literal:1))`. Lowers function bodies. */
export function outline(node: Node): string {
  const label = labelOf(node);
  const children = childrenOf(node).map(outline);
  const name = label === '' ? node.kind : `${node.kind}:${label}`;
  return children.length > 0 ? `${name}(${children.join(' ')})` : name;
}

function labelOf(node: Node): string {
  switch (node.kind) {
    case 'name': return node.name;
    case 'member': return node.name;
    case 'literal': return node.value === undefined ? node.type : JSON.stringify(node.value);
    case 'argument': return [node.name, node.spread === 'none' ? undefined : node.spread].filter(Boolean).join(' ');
    case 'binary': case 'unary': case 'logical': return node.operator;
    case 'compare': return node.operators.join(' ');
    case 'assignment': return [node.declares, node.operator && `${node.operator}=`].filter(Boolean).join(' ');
    case 'sequence': return node.shape;
    case 'comprehension': return node.shape;
    case 'comprehension-clause': case 'for': case 'with': return node.isAsync ? 'async' : '';
    case 'yield': return node.delegates ? 'from' : '';
    case 'opaque': case 'block': return node.what;
    case 'import':
      return node.names.map((each) => `${each.module}/${each.imported ?? ''}/${each.local}${each.bindsTop ? '/top' : ''}`).join(' ');
    case 'scope': return `${node.scope} ${node.names.join(' ')}`;
    case 'match-case': return node.isDefault ? 'default' : '';
    case 'while': return node.form === 'while' ? '' : node.form;
    case 'try': return [node.handlesGroups && 'groups', node.hasFinalizer && 'finally'].filter(Boolean).join(' ');
    case 'parameter': return node.form;
    case 'function':
      return [node.isAsync && 'async', node.isGenerator && 'generator', node.method !== 'none' && node.method, node.qualifiedName]
        .filter(Boolean).join(' ');
    case 'class': return node.qualifiedName;
    default: return '';
  }
}
