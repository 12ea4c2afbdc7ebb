/**
 * One start of a function, and its first answer. Plain JavaScript, so that nothing but the function is compiled.
 * Arguments: the function's file, and the events to send it one after the other. Tells milliseconds since the process began.
 */
import { pathToFileURL } from "node:url";

const [file, ...events] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(file).href);
const moments = [performance.now()];
for (const event of events) {
  const { statusCode } = await handler(JSON.parse(event));
  if (statusCode !== 200) throw new Error(`The first answer has status ${statusCode}.`);
  moments.push(performance.now());
}
process.send(moments);
process.disconnect();
