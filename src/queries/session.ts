import { mutationOptions } from '@tanstack/react-query';
import { logIn, logOut, logOutEverywhere } from '@/api/session';
import { sessionChanged } from '@/queries/session-end';

export const sessionMutations = {
  logIn: () =>
    mutationOptions({
      mutationFn: logIn,
      onSuccess: (_result, _token, _before, { client }) => sessionChanged(client, null),
    }),
  logOut: () =>
    mutationOptions({
      mutationFn: logOut,
      onSuccess: (_result, _nothing, _before, { client }) => sessionChanged(client, 'here'),
    }),
  logOutEverywhere: () =>
    mutationOptions({
      mutationFn: logOutEverywhere,
      onSuccess: (_result, _nothing, _before, { client }) => sessionChanged(client, 'here'),
    }),
};
