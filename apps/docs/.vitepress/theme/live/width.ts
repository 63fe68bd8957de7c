import { onBeforeUnmount, onMounted, type Ref } from "vue";

/** Keeps a number equal to an element's width in pixels while the component is shown. */
export function followWidth(element: Ref<HTMLElement | undefined>, width: Ref<number>): void {
  let observer: ResizeObserver | undefined;
  onMounted(() => {
    observer = new ResizeObserver(([entry]) => {
      const measured = Math.round(entry?.contentRect.width ?? 0);
      if (measured > 0) width.value = Math.min(Math.max(measured, 280), 1200);
    });
    if (element.value !== undefined) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
}
