/** Django's ORM, cache and shortcuts. Methods with an `a` in front are the asynchronous ones. https://docs.djangoproject.com/en/stable/topics/async/ */
import type { LibraryClass, LibraryFacts, LibraryTable } from './facts.js';
import { advice, asyncIterable, blocks, coroutine, each, plain } from './notation.js';

const database: LibraryFacts = { waitsFor: 'database' };

/** A blocking method, and the one with the `a` in front. */
function pairs(names: string, returns = 'object'): Record<string, LibraryFacts> {
  return Object.fromEntries(names.split(' ').flatMap((name) => [
    [name, blocks('database', returns, { replacement: advice(`a${name}`, 'django.db') })],
    [`a${name}`, coroutine(returns, database)],
  ]));
}

/** Nothing is asked until a query is iterated, awaited or counted. */
const lazy = 'all filter exclude order_by distinct select_related prefetch_related only defer annotate alias using reverse none union intersection difference complex_filter select_for_update extra values values_list dates datetimes raw';
const asking: Record<string, LibraryFacts> = {
  ...pairs('get create get_or_create update_or_create first last earliest latest'),
  ...pairs('aggregate in_bulk', 'dict'),
  ...pairs('bulk_create', 'list'),
  ...pairs('count update bulk_update', 'int'),
  ...pairs('exists contains', 'bool'),
  ...pairs('explain', 'str'),
  iterator: plain('django.db.models.QuerySet'),
};

const querySet: LibraryClass = {
  methods: { ...each(lazy, plain('django.db.models.QuerySet')), ...asking, ...pairs('delete', 'tuple'), aiterator: asyncIterable() },
  iterationBlocks: 'database',
  element: 'object',
  asyncElement: 'object',
};

export const django: readonly LibraryTable[] = [
  {
    module: 'django.db.models',
    language: 'python',
    functions: {},
    classes: {
      QuerySet: querySet,
      // `aiterator` of a manager is a plain function around the query's generator.
      Manager: { methods: { ...each(`${lazy} get_queryset`, plain('django.db.models.QuerySet')), ...asking, aiterator: asyncIterable() } },
      Model: {
        methods: { ...pairs('save refresh_from_db', 'None'), ...pairs('delete', 'tuple'), ...each('full_clean clean clean_fields', {}), get_deferred_fields: plain('set') },
        // One per model class, by a metaclass.
        attributes: { objects: 'django.db.models.Manager' },
      },
    },
  },
  {
    module: 'django.shortcuts',
    language: 'python',
    functions: {
      ...each('get_object_or_404 get_list_or_404', blocks('database', 'object', { replacement: advice('aget_object_or_404', 'django.shortcuts') })),
      ...each('aget_object_or_404 aget_list_or_404', coroutine('object', database)),
      redirect: plain('object'),
    },
    classes: {},
  },
  {
    module: 'django.core.mail',
    language: 'python',
    functions: { ...each('send_mail send_mass_mail mail_admins mail_managers', blocks('network', 'int')) },
    classes: {},
  },
  {
    module: 'django.core.cache.backends.base',
    language: 'python',
    functions: {},
    // Where a cache lives is a setting; in memory it does not block.
    classes: {
      BaseCache: {
        methods: Object.fromEntries('add get set touch delete get_many get_or_set has_key incr decr set_many delete_many clear close'.split(' ').flatMap((name): [string, LibraryFacts][] => [[name, {}], [`a${name}`, coroutine()]])),
      },
    },
  },
];
