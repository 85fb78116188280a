/**
 * Constructors that nobody wrote: those of dataclasses (PEP 557), attrs classes, pydantic models and `NamedTuple`s take what
 * the fields of the class are declared to hold.
 */
import { chainOf } from './class-chain.js';
import { classNameOf, libraryNameOf } from './class-names.js';
import { initializerOf } from './calls.js';
import { valueOf } from './expressions.js';
import type { PythonProject } from './project.js';
import type { Declaration } from '../semantics.js';
import { functionOf, textOf } from '../../model/index.js';
import type { Argument, AssignmentStatement, CallExpression, ClassModel, Expression } from '../../model/index.js';

type Maker = 'dataclass' | 'attrs' | 'pydantic' | 'named tuple';

/** The field that the argument gives a value; undefined when the constructor is written out, or it is not certain. */
export function fieldFor(project: PythonProject, cls: ClassModel, call: CallExpression, argument: Argument): Declaration | undefined {
  const maker = makerOf(project, cls);
  if (!maker || argument.spread !== 'none' || isWrittenOut(project, cls, maker)) return undefined;
  const { complete, entries } = chainOf(project, cls);
  const classes = entries.flatMap((entry) => (typeof entry.cls === 'string' ? [] : [entry.cls]));
  const makers = classes.filter((one) => makerOf(project, one) !== undefined);
  if (argument.name !== undefined) {
    const field = makers.flatMap((one) => fieldsIn(one)).find((candidate) => parameterName(candidate, maker) === argument.name);
    return field && declared(field, argument.name);
  }
  // Positions follow from all fields of all bases.
  if (maker === 'pydantic' || !complete || makers.some((one) => hasOption(one, 'kw_only'))) return undefined;
  const index = call.arguments.indexOf(argument);
  if (call.arguments.slice(0, index).some(({ name, spread }) => name !== undefined || spread !== 'none')) return undefined;
  const field = inOrder(makers)[index];
  return field && declared(field, nameOf(field));
}

function declared(field: AssignmentStatement, name: string): Declaration | undefined {
  const { annotation } = field;
  // What a converter takes is its own affair.
  return annotation && !givesOption(field, 'converter') ? { name, annotation, at: functionOf(field) } : undefined;
}

function makerOf(project: PythonProject, cls: ClassModel): Maker | undefined {
  for (const decorator of cls.decorators) {
    const name = decoratorName(project, decorator.kind === 'call' ? decorator.callee : decorator);
    if (name === undefined) continue;
    if (/^(?:dataclasses|pydantic\.dataclasses)\.dataclass$/.test(name)) return 'dataclass';
    if (/^attrs?(?:\._\w+)?\.(?:s|attrs|define|mutable|frozen|dataclass)$/.test(name)) return 'attrs';
  }
  if (cls.bases.some((base) => isNamed(project, base, 'typing.NamedTuple'))) return 'named tuple';
  const isModel = chainOf(project, cls).entries.some(({ cls: one }) => isPydanticBase(project, one));
  return isModel && !isPydanticBase(project, cls) ? 'pydantic' : undefined;
}

function decoratorName(project: PythonProject, decorator: Expression): string | undefined {
  const value = valueOf(project, decorator);
  if (value.kind !== 'function') return libraryNameOf(value);
  return `${project.resolver.nameOf(value.fn.unit.module.path)}.${value.fn.name}`;
}

function isNamed(project: PythonProject, expression: Expression, name: string): boolean {
  return libraryNameOf(valueOf(project, expression)) === name;
}

function isPydanticBase(project: PythonProject, cls: ClassModel | string): boolean {
  return /^pydantic\.(?:main\.)?BaseModel$/.test(classNameOf(project, cls));
}

/** A model's `__init__` that hands on whatever it is given leaves the fields to pydantic. */
function isWrittenOut(project: PythonProject, cls: ClassModel, maker: Maker): boolean {
  if (maker !== 'pydantic') return hasOption(cls, 'init') || cls.body.some((statement) => statement.kind === 'function-statement' && /^__(?:init|new)__$/.test(statement.fn.name));
  const init = initializerOf(project, cls);
  if (!init || (init.owner && isPydanticBase(project, init.owner))) return false;
  return init.parameters.slice(1).some(({ form }) => !form.startsWith('rest'));
}

/** Is a keyword of this name given to the decorator of the class, be it on or off? */
function hasOption(cls: ClassModel, name: string): boolean {
  return cls.decorators.some((decorator) => decorator.kind === 'call' && decorator.arguments.some((argument) => argument.name === name));
}

/** Fields as the constructor takes them: those of the bases first, each where its name came up first. */
function inOrder(classes: readonly ClassModel[]): AssignmentStatement[] {
  const fields = new Map<string, AssignmentStatement>();
  for (const cls of [...classes].reverse()) {
    for (const field of fieldsIn(cls)) {
      // `_: KW_ONLY`: the rest of this class has no position.
      if (field.annotation && /\bKW_ONLY$/.test(textOf(field.annotation))) break;
      if (!givesOption(field, 'kw_only')) fields.set(nameOf(field), field);
    }
  }
  return [...fields.values()];
}

function fieldsIn(cls: ClassModel): AssignmentStatement[] {
  return cls.body.flatMap((statement) => (
    statement.kind === 'assignment' && statement.annotation && statement.targets[0]?.kind === 'name'
      && !/\bClassVar\b/.test(textOf(statement.annotation)) && !givesOption(statement, 'init') ? [statement] : []
  ));
}

/** `field(init=False)`, `Field(alias=…)` */
function givesOption({ value }: AssignmentStatement, name: string): boolean {
  return value?.kind === 'call' && value.arguments.some((argument) => argument.name === name);
}

/** attrs leaves out the underscores in front, pydantic may go by an alias. */
function parameterName(field: AssignmentStatement, maker: Maker): string | undefined {
  if (['alias', 'validation_alias'].some((option) => givesOption(field, option))) return undefined;
  return maker === 'attrs' ? nameOf(field).replace(/^_+/, '') : nameOf(field);
}

function nameOf({ targets: [target] }: AssignmentStatement): string {
  return target?.kind === 'name' ? target.name : '';
}
