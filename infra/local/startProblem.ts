/** Something a person must set right before Samspill can start, said in one line that tells what to do. */
export class StartProblem extends Error {
  override name = "StartProblem";
}
