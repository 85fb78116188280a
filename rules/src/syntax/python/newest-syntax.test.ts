import { checkTrees } from './check-trees.js';

// No CPython that reads all of this was at hand: written after PEP 750, 758, 798 and 810.
checkTrees('syntax of Python 3.14 and 3.15', [
  ['try: a\nexcept B, C: d\nexcept (E), F.g: h\n',
    'Try 0 40 | Expr 5 6 | Name 5 6 a | ExceptHandler 7 21 | Tuple 14 18 | Name 14 15 B | Name 17 18 C | Expr 20 21 | Name 20 21 d | ExceptHandler 22 40 | Tuple 29 37 | Name 30 31 E | Attribute 34 37 g | Name 34 35 F | Expr 39 40 | Name 39 40 h'],
  ['try: a\nexcept* A, B: c\n',
    'TryStar 0 22 | Expr 5 6 | Name 5 6 a | ExceptHandler 7 22 | Tuple 15 19 | Name 15 16 A | Name 18 19 B | Expr 21 22 | Name 21 22 c'],
  ['t"a {b!r:>{w}} {c + d}"\n',
    'Expr 0 23 | TemplateStr 0 23 | Name 5 6 b | Name 11 12 w | BinOp 16 21 Add | Name 16 17 c | Name 20 21 d'],
  ['rt"\\d{x}" t"{t"{y}"}"\n',
    'Expr 0 21 | TemplateStr 0 21 | Name 6 7 x | TemplateStr 13 19 | Name 16 17 y'],
  ['lazy import json, os.path as p\n',
    'Import 0 30 | alias 12 16 json | alias 18 30 os.path as p'],
  ['lazy from . import b\n',
    'ImportFrom 0 20 . | alias 19 20 b'],
  ['[*x for x in y], {*x for x in y}, (*x for x in y)\n',
    'Expr 0 49 | Tuple 0 49 | ListComp 0 15 | Starred 1 3 | Name 2 3 x | comprehension - - 0 | Name 8 9 x | Name 13 14 y | SetComp 17 32 | Starred 18 20 | Name 19 20 x | comprehension - - 0 | Name 25 26 x | Name 30 31 y | GeneratorExp 34 49 | Starred 35 37 | Name 36 37 x | comprehension - - 0 | Name 42 43 x | Name 47 48 y'],
  ['{**d for d in ds}\n',
    'Expr 0 17 | DictComp 0 17 | Name 3 4 d | comprehension - - 0 | Name 9 10 d | Name 14 16 ds'],
]);
