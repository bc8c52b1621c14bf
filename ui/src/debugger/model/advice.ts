/** What to do about an error, by its name. Names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation */
const ADVICE: Record<string, string> = {
  "States.Timeout": "It took longer than its TimeoutSeconds. Give it more time, or add a retrier or catcher for States.Timeout.",
  "States.HeartbeatTimeout": "No heartbeat came within HeartbeatSeconds. Send heartbeats more often, or allow more time between them.",
  "States.TaskFailed": "The task answered with an error. See under Tries what was sent and what came back; a retrier or a catcher for it lets the workflow go on.",
  "States.NoChoiceMatched": "No rule was true for this input and there is no Default. Add a Default, or a rule that fits the input under Data.",
  "States.Runtime": "A path or a type did not fit the data. Compare the state's paths with its input under Data. States.ALL does not catch this error.",
  "States.ParameterPathFailure": "A path within Parameters, ResultSelector or a like field found nothing. Compare it with the input under Data.",
  "States.ResultPathMatchFailure": "ResultPath cannot be put into this input. Choose a path whose parents are objects.",
  "States.IntrinsicFailure": "An intrinsic function was given what it does not take. Compare its arguments with the input under Data.",
  "States.QueryEvaluationError": "A JSONata expression failed or gave nothing. The cause says which field; compare it with the input under Data.",
  "States.DataLimitExceeded": "A payload is larger than 256 KiB. Keep large data in S3 and pass its place, or keep only the fields that are needed.",
  "States.BranchFailed": "A branch failed. Select the failed state within the branches to see why.",
  "States.Permissions": "The role may not do this. Add the permission to the execution's role.",
  "States.ExceedToleratedFailureThreshold": "More items failed than the Map tolerates. Look at the failed iterations, or raise the tolerated number.",
  "States.ItemReaderFailed": "The items could not be read. Check the bucket, the key and the format of the ItemReader.",
  "States.ResultWriterFailed": "The results could not be written. Check the bucket and the prefix of the ResultWriter.",
};

/** A sentence that says what to do; for names of the workflow's own, how to handle them. */
export function advice(error: string): string {
  return ADVICE[error] ?? `To go on after ${error === "" ? "an error without a name" : error}, add a catcher for it; if trying again may help, a retrier.`;
}
