/**
 * Annotations → the values they allow. PEP 484, 585 (`list[T]`), 604 (`X | Y`), 695 (type parameters), 593 (`Annotated`),
 * string annotations and aliases. What is not understood is unknown.
 */
import { canonicalTypeName } from './builtin-types.js';
import { typeParametersOf } from './class-chain.js';
import { substituted, typeVarsOf } from './generics.js';
import { attributeValue } from './attributes.js';
import { valueOf } from './expressions.js';
import { describedAlias } from './installed-classes.js';
import { nameAnywhere } from './names.js';
import { isLibraryClass } from './library.js';
import type { PythonProject } from './project.js';
import { typeQuestion } from './questions.js';
import { SPECIAL_FORMS } from './special-forms.js';
import { NONE, classValue, instance, mapAlternatives, union, unknown } from './value.js';
import type { Value } from './value.js';
import { Kept, linkChildren, moduleOf, resolveName } from '../../model/index.js';
import type { AssignmentStatement, Expression, NameExpression, Node } from '../../model/index.js';
import { parsePythonExpression } from '../../lowering/python/index.js';

/** The value of something that is declared with this annotation. */
export function typeOf(project: PythonProject, annotation: Expression): Value {
  return project.memo.ask(typeQuestion, moduleOf(annotation).path, annotation, project, readType);
}

function readType(project: PythonProject, annotation: Expression): Value {
  switch (annotation.kind) {
    case 'literal':
      if (annotation.type === 'none') return NONE;
      return annotation.type === 'string' && typeof annotation.value === 'string' ? stringType(project, annotation, annotation.value) : unknown('is not a type');
    case 'name': return nameType(project, annotation);
    case 'member': return declaredInstance(project, meaningOf(project, annotation), annotation);
    case 'index': return subscriptedType(project, annotation);
    case 'binary':
      return annotation.operator === '|' ? union([typeOf(project, annotation.left), typeOf(project, annotation.right)]) : unknown('is not a type');
    case 'spread': return unknown('is an unpacked type');
    default: return unknown('is not a type');
  }
}

const parsedTypes = new Kept<Expression, Expression | 'broken'>();

function stringType(project: PythonProject, annotation: Expression, text: string): Value {
  let parsed = parsedTypes.get(annotation);
  if (!parsed) {
    parsed = text.length > 2000 ? 'broken' : parsePythonExpression(text.trim()) ?? 'broken';
    parsedTypes.set(annotation, parsed);
    if (parsed !== 'broken') linkChildren(annotation, [parsed]);
  }
  return parsed === 'broken' ? unknown(`cannot read the type \`${text.slice(0, 40)}\``) : typeOf(project, parsed);
}

function nameType(project: PythonProject, name: NameExpression): Value {
  if (isTypeParameter(name)) return { kind: 'typevar', name: name.name, bound: undefined };
  const alias = aliasedType(project, name);
  return alias ?? declaredInstance(project, meaningOf(project, name), name);
}

/** What a name in an annotation means: annotations may name what is defined further down. */
function meaningOf(project: PythonProject, expression: Expression): Value {
  if (expression.kind === 'name') return nameAnywhere(project, expression);
  return expression.kind === 'member' ? attributeValue(project, meaningOf(project, expression.object), expression.name) : valueOf(project, expression);
}

/** PEP 695: `def f[T]`, `class C[T]`, `type A[T] = …`. */
function isTypeParameter(name: NameExpression): boolean {
  for (let node: Node | undefined = name; node; node = node.parent) {
    if ((node.kind === 'function' || node.kind === 'class' || node.kind === 'assignment') && node.typeParameters?.includes(name.name)) return true;
  }
  return false;
}

/** `Alias: TypeAlias = "…"`, `Alias = None`: aliases whose value does not look like a type. */
function aliasedType(project: PythonProject, name: NameExpression): Value | undefined {
  const variable = resolveName(name);
  const binding = variable?.bindings[0];
  if (!variable || variable.bindings.length !== 1 || binding?.kind !== 'target' || binding.node.kind !== 'assignment') return undefined;
  const { value, annotation } = binding.node;
  if (!value) return undefined;
  const isExplicit = isAliasStatement(binding.node);
  if (annotation && !isExplicit) return undefined;
  const isType = value.kind === 'literal' && (isExplicit || value.type === 'none');
  return isType ? typeOf(project, value) : undefined;
}

/** `Alias: TypeAlias = …`, `type Alias = …` */
export function isAliasStatement({ annotation, typeParameters }: AssignmentStatement): boolean {
  return typeParameters !== undefined || (annotation !== undefined && /TypeAlias/.test(lastName(annotation)));
}

function lastName(expression: Expression): string {
  return expression.kind === 'name' || expression.kind === 'member' ? expression.name : '';
}

/** The instance that a class (or special form) used as a type stands for. */
function declaredInstance(project: PythonProject, value: Value, at: Expression): Value {
  return mapAlternatives(value, (member) => {
    switch (member.kind) {
      case 'class': return typeof member.cls === 'string' ? libraryType(project, member.cls, member.args, at) : instance(member.cls, member.args);
      case 'library': return libraryType(project, member.name, [], at);
      case 'typevar': case 'none': return member;
      case 'type': return member.type;
      // A class made at run time: NewType, namedtuple, TypeVar of an unknown library.
      default: return unknown('is not a known type');
    }
  });
}

function libraryType(project: PythonProject, name: string, args: readonly Value[], at: Expression): Value {
  const known = canonicalTypeName(name);
  const form = SPECIAL_FORMS.get(known);
  if (form) return form(typeArguments(project, args, at));
  return isLibraryClass(known) ? instance(known, args) : unknown(`\`${known}\` is not a known type`);
}

function subscriptedType(project: PythonProject, annotation: Extract<Expression, { kind: 'index' }>): Value {
  const generic = meaningOf(project, annotation.object);
  const items = annotation.index.kind === 'sequence' && annotation.index.shape === 'tuple' ? annotation.index.items : [annotation.index];
  return mapAlternatives(generic, (member) => {
    if (member.kind === 'type') return filledAlias(project, member.type, items);
    const name = member.kind === 'library' ? member.name : member.kind === 'class' && typeof member.cls === 'string' ? member.cls : undefined;
    if (name !== undefined) {
      const known = canonicalTypeName(name);
      const form = SPECIAL_FORMS.get(known);
      const args = { at: annotation, expressions: items, read: (item: Expression) => typeOf(project, item), selfType: () => selfType(annotation) };
      if (form) return form(args);
      return isLibraryClass(known) ? instance(known, items.map(args.read)) : unknown(`\`${known}\` is not a known type`);
    }
    if (member.kind !== 'class' || typeof member.cls === 'string') return unknown('is not a known type');
    return instance(member.cls, items.map((item) => typeOf(project, item)).slice(0, Math.max(1, typeParametersOf(project, member.cls).length)));
  });
}

/** `Response[int]` where `Response = Awaitable[T]`: the alias's type variables stand in the order of their appearance. */
function filledAlias(project: PythonProject, type: Value, items: readonly Expression[]): Value {
  return substituted(type, new Map(typeVarsOf(type).map((name, index) => [name, items[index] && typeOf(project, items[index])])));
}

/** A type expression used as a value: `Alias = list[int]`, `class C(Base[int])`, `Queue[int]()`, `X | None`. */
export function typeAsValue(project: PythonProject, expression: Expression): Value {
  const type = typeOf(project, expression);
  const described = type.kind === 'callable' ? describedAlias(project, expression) : undefined;
  if (described !== undefined) return classValue(described);
  if (type.kind === 'instance') return classValue(type.cls, type.args);
  return type.kind === 'unknown' ? type : { kind: 'type', type };
}

export interface TypeArguments {
  readonly at: Expression;
  readonly expressions: readonly Expression[];
  read(item: Expression): Value;
  /** What `Self` means here. */
  selfType(): Value;
}

function typeArguments(project: PythonProject, _args: readonly Value[], at: Expression): TypeArguments {
  return { at, expressions: [], read: (item) => typeOf(project, item), selfType: () => selfType(at) };
}

function selfType(at: Node): Value {
  for (let node: Node | undefined = at; node; node = node.parent) {
    const owner = node.kind === 'class' ? node : node.kind === 'function' ? node.owner : undefined;
    if (owner) return { kind: 'typevar', name: 'Self', bound: instance(owner) };
  }
  return unknown('`Self` outside a class');
}

