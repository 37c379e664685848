import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** The inner size of an element in CSS pixels, measured again whenever it changes. */
export function useRoom<T extends HTMLElement>(): [RefObject<T | null>, { width: number; height: number }] {
  const element = useRef<T>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = () => {
      const style = getComputedStyle(target);
      const width = target.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      const height = target.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
      setRoom((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, []);
  return [element, room];
}
