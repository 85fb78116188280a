/** CPython's operator classes as the source tokens that the model uses. */
import type { CompareOperator, Operator, UnaryOperator } from '../../syntax/python/index.js';

export const BINARY: Readonly<Record<Operator, string>> = {
  Add: '+', Sub: '-', Mult: '*', MatMult: '@', Div: '/', Mod: '%', Pow: '**',
  LShift: '<<', RShift: '>>', BitOr: '|', BitXor: '^', BitAnd: '&', FloorDiv: '//',
};

export const UNARY: Readonly<Record<UnaryOperator, string>> = { Invert: '~', Not: 'not', UAdd: '+', USub: '-' };

export const COMPARE: Readonly<Record<CompareOperator, string>> = {
  Eq: '==', NotEq: '!=', Lt: '<', LtE: '<=', Gt: '>', GtE: '>=', Is: 'is', IsNot: 'is not', In: 'in', NotIn: 'not in',
};
