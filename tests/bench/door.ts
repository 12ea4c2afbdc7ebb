/** What the bench measures: the API's own handler, bundled as for Lambda, and the database client within, to count its calls. */
export { handler } from "#handlers/graphql/index";
export { client } from "#platform/table";
