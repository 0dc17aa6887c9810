import { withBase } from "vitepress";
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from "vue";

/** What ../../playground/build.mjs bundles. */
interface PlaygroundModule {
  mount(root: HTMLElement): () => void;
}

/** The playground, loaded when its page is opened and taken away with it. */
export const Playground = defineComponent({
  setup() {
    const root = ref<HTMLElement>();
    const style = ref<HTMLLinkElement>();
    let unmount: (() => void) | undefined;
    let isGone = false;
    onMounted(async () => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = withBase("/playground/playground.css");
      document.head.append(link);
      style.value = link;
      const address = withBase("/playground/playground.js");
      const { mount }: PlaygroundModule = await import(/* @vite-ignore */ address);
      if (!isGone && root.value !== undefined) unmount = mount(root.value);
    });
    onBeforeUnmount(() => {
      isGone = true;
      unmount?.();
      style.value?.remove();
    });
    return () =>
      h("main", { ref: root, class: "playground" }, [
        h("h1", "Playground"),
        h(
          "p",
          "The playground is being loaded. It needs JavaScript, and a page that comes from a server: no browser loads it from a file.",
        ),
      ]);
  },
});
