export { pageAt } from "./pages.tsx";
