import { useEffect, useState } from "react";

/** A value once it has stood still for so many milliseconds. */
export const usePause = <Value>(value: Value, milliseconds: number): Value => {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const wait = setTimeout(() => setStill(value), milliseconds);
    return () => clearTimeout(wait);
  }, [value, milliseconds]);
  return still;
};
