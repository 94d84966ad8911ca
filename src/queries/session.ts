import { mutationOptions, type QueryClient } from '@tanstack/react-query';
import { logIn, logOut } from '@/api/session';

/** Everything is asked for anew: what was refused is now there, and what was there is now refused. */
function startAnew(client: QueryClient): void {
  void client.resetQueries();
}

export const sessionMutations = {
  logIn: () =>
    mutationOptions({
      mutationFn: logIn,
      onSuccess: (_result, _token, _before, { client }) => startAnew(client),
    }),
  logOut: () =>
    mutationOptions({
      mutationFn: logOut,
      onSuccess: (_result, _nothing, _before, { client }) => startAnew(client),
    }),
};
