import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "@fontsource-variable/fraunces/wght.css";
import { createRoot } from "react-dom/client";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has lost its root element");

// The app reads its settings while it loads: a server that does not answer must leave words behind, not a white page.
import("./App.tsx").then(
  ({ App }) => createRoot(root).render(<App />),
  (error: unknown) => {
    console.error(error);
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent =
      "Samspill svarer ikke. Last siden på nytt om litt. · Samspill does not answer. Reload the page in a while.";
    root.replaceChildren(message);
  },
);
