/** The hook that reads a store. */

import { useEffect, useState } from "./view.js";

/**
 * @template T
 * @param {{get: () => T, listen: (tell: () => void) => () => void}} of
 * @returns {T}
 */
export function useStore(of) {
  const [value, setValue] = useState(() => of.get());
  useEffect(() => {
    setValue(() => of.get());
    return of.listen(() => setValue(() => of.get()));
  }, [of]);
  return value;
}
