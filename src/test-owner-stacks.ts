import * as React from 'react';

// React takes a stack trace for each element of the first 10,000 of a second, to tell warnings by. It is a tenth of the
// time of all tests of pages, so here it is told that it has taken enough of them.
const internals: object | undefined = Object.getOwnPropertyDescriptor(
  React,
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
)?.value;
if (internals)
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', {
    get: () => Infinity,
    set: () => {},
  });
