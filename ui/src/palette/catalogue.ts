import type { ServiceTile } from "../schema";

export type QueryLanguage = "JSONPath" | "JSONata";

/** Something that can be added to a workflow. */
export interface PaletteItem {
  /** `Pass`, `lambda:invoke`: the type, or what the Task's card says it does. Unique. */
  id: string;
  title: string;
  /** Behind the title: the service, or what the type is for. */
  detail: string;
  group: string;
  /** The state's `Type`. */
  type: string;
  /** A name for the state. */
  name: string;
  service: ServiceTile | null;
  /** Further words to find it by. */
  words: string;
  /** What it does, in a sentence. */
  about?: string;
  /** The state's object, for the language that holds where it is put; none for the type's own skeleton. */
  definition: ((language: QueryLanguage) => Record<string, unknown>) | null;
  /** Several states instead of one, as a text that `insert_states` takes. */
  piece?: (language: QueryLanguage) => string;
}

const flow = (type: string, title: string, detail: string, words: string, definition: PaletteItem["definition"] = null): PaletteItem => ({
  id: type,
  title,
  detail,
  group: "Flow",
  type,
  name: type,
  service: null,
  words,
  definition,
});

/** All state types, in the order in which they are looked for. */
export const flowItems: readonly PaletteItem[] = [
  flow("Task", "Task", "calls a service", "work action resource"),
  flow("Choice", "Choice", "branches by data", "if else switch rule condition"),
  flow("Parallel", "Parallel", "branches at once", "fork join concurrent"),
  flow("Map", "Map", "for each item", "loop iterate each array"),
  flow("Pass", "Pass", "shapes data", "transform set result assign"),
  flow("Wait", "Wait", "for a time", "delay sleep timer pause"),
  flow("Succeed", "Succeed", "ends well", "end stop done success"),
  flow("Fail", "Fail", "ends with an error", "end stop error throw", () => ({ Error: "WorkflowFailed", Cause: "What went wrong." })),
];

/** Arguments with what the state is given in it: under `key.$` in JSONPath, as an expression in JSONata. */
type Arguments = (input: (key: string) => Record<string, string>) => Record<string, unknown>;

const families = {
  compute: ["lambda", "ecs", "batch", "codebuild"],
  data: ["dynamodb", "athena", "glue"],
  msg: ["sqs", "sns", "events"],
  store: ["s3"],
  ai: ["bedrock", "sagemaker"],
  http: ["http", "apigateway"],
};

function familyOf(service: string): string {
  return Object.entries(families).find(([, services]) => services.includes(service))?.[0] ?? "flow";
}

interface Action {
  /** Behind `arn:aws:states:::`. */
  resource: string;
  letters: string;
  title: string;
  detail: string;
  group: string;
  name?: string;
  words?: string;
  args: Arguments;
  more?: Record<string, unknown>;
}

function action({ resource, letters, title, detail, group, name, words, args, more }: Action): PaletteItem {
  const id = resource.replace("aws-sdk:", "");
  const service = id.split(":")[0] ?? id;
  return {
    id,
    title,
    detail,
    group,
    type: "Task",
    name: name ?? title,
    service: { letters, family: familyOf(service) },
    words: `${service} ${words ?? ""}`,
    definition: (language) => ({
      Resource: `arn:aws:states:::${resource}`,
      ...(language === "JSONata"
        ? { Arguments: args((key) => ({ [key]: "{% $states.input %}" })) }
        : { Parameters: args((key) => ({ [`${key}.$`]: "$" })) }),
      ...more,
    }),
  };
}

/** What Lambda's own faults are answered with, as the AWS documentation recommends for every call of a function. */
const lambdaRetry = {
  Retry: [
    {
      ErrorEquals: ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"],
      IntervalSeconds: 1,
      MaxAttempts: 3,
      BackoffRate: 2,
      JitterStrategy: "FULL",
    },
  ],
};

const taskToken = (language: QueryLanguage): Record<string, string> =>
  language === "JSONata" ? { TaskToken: "{% $states.context.Task.Token %}" } : { "TaskToken.$": "$$.Task.Token" };

/** As `action`, for a call that goes on when somebody sends the task token back. */
function callback(of: Action, place: (token: Record<string, string>, args: Record<string, unknown>) => Record<string, unknown>): PaletteItem {
  const item = action(of);
  const plain = item.definition;
  return {
    ...item,
    words: `${item.words} callback token human approval wait`,
    definition: (language) => {
      const definition = plain?.(language) ?? {};
      const field = language === "JSONata" ? "Arguments" : "Parameters";
      return { ...definition, [field]: place(taskToken(language), definition[field] as Record<string, unknown>) };
    },
  };
}

const key = { id: { S: "1" } };

/** A first set of actions; all run with mocks as they are. */
export const actionItems: readonly PaletteItem[] = [
  action({
    resource: "lambda:invoke", letters: "LM", title: "Invoke", detail: "Lambda", group: "Compute", name: "Invoke function", words: "function code",
    args: (input) => ({ FunctionName: "MyFunction", ...input("Payload") }), more: lambdaRetry,
  }),
  callback(
    {
      resource: "lambda:invoke.waitForTaskToken", letters: "LM", title: "Invoke, wait for token", detail: "Lambda", group: "Compute", name: "Wait for callback",
      args: (input) => ({ FunctionName: "MyFunction", Payload: input("input") }),
    },
    (token, args) => ({ ...args, Payload: { ...(args.Payload as object), ...token } }),
  ),
  action({
    resource: "ecs:runTask.sync", letters: "EC", title: "Run task", detail: "ECS", group: "Compute", words: "container fargate docker",
    args: () => ({ LaunchType: "FARGATE", Cluster: "MyCluster", TaskDefinition: "MyTaskDefinition" }),
  }),
  action({
    resource: "batch:submitJob.sync", letters: "BA", title: "Submit job", detail: "Batch", group: "Compute",
    args: () => ({ JobName: "MyJob", JobDefinition: "MyJobDefinition", JobQueue: "MyJobQueue" }),
  }),
  action({
    resource: "codebuild:startBuild.sync", letters: "CB", title: "Start build", detail: "CodeBuild", group: "Compute",
    args: () => ({ ProjectName: "MyProject" }),
  }),
  action({ resource: "dynamodb:getItem", letters: "DB", title: "Get item", detail: "DynamoDB", group: "Data", words: "table read", args: () => ({ TableName: "MyTable", Key: key }) }),
  action({ resource: "dynamodb:putItem", letters: "DB", title: "Put item", detail: "DynamoDB", group: "Data", words: "table write", args: () => ({ TableName: "MyTable", Item: key }) }),
  action({
    resource: "dynamodb:updateItem", letters: "DB", title: "Update item", detail: "DynamoDB", group: "Data", words: "table write",
    args: () => ({ TableName: "MyTable", Key: key, UpdateExpression: "SET #s = :s", ExpressionAttributeNames: { "#s": "status" }, ExpressionAttributeValues: { ":s": { S: "done" } } }),
  }),
  action({ resource: "dynamodb:deleteItem", letters: "DB", title: "Delete item", detail: "DynamoDB", group: "Data", words: "table remove", args: () => ({ TableName: "MyTable", Key: key }) }),
  action({
    resource: "aws-sdk:dynamodb:query", letters: "DB", title: "Query", detail: "DynamoDB", group: "Data", name: "Query table", words: "table find",
    args: () => ({ TableName: "MyTable", KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": { S: "1" } } }),
  }),
  action({
    resource: "athena:startQueryExecution.sync", letters: "AT", title: "Start query execution", detail: "Athena", group: "Data", words: "sql",
    args: () => ({ QueryString: "SELECT 1", WorkGroup: "primary" }),
  }),
  action({ resource: "glue:startJobRun.sync", letters: "GL", title: "Start job run", detail: "Glue", group: "Data", words: "etl spark", args: () => ({ JobName: "MyJob" }) }),
  action({
    resource: "sqs:sendMessage", letters: "SQ", title: "Send message", detail: "SQS", group: "Messaging", words: "queue",
    args: (input) => ({ QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/MyQueue", ...input("MessageBody") }),
  }),
  callback(
    {
      resource: "sqs:sendMessage.waitForTaskToken", letters: "SQ", title: "Send, wait for token", detail: "SQS", group: "Messaging", name: "Ask and wait", words: "queue",
      args: (input) => ({ QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/MyQueue", MessageBody: input("input") }),
    },
    (token, args) => ({ ...args, MessageBody: { ...(args.MessageBody as object), ...token } }),
  ),
  action({
    resource: "sns:publish", letters: "SN", title: "Publish", detail: "SNS", group: "Messaging", words: "topic notify mail",
    args: (input) => ({ TopicArn: "arn:aws:sns:us-east-1:123456789012:MyTopic", ...input("Message") }),
  }),
  action({
    resource: "events:putEvents", letters: "EB", title: "Put events", detail: "EventBridge", group: "Messaging", words: "bus emit",
    args: (input) => ({ Entries: [{ ...input("Detail"), DetailType: "MyDetailType", EventBusName: "default", Source: "my.application" }] }),
  }),
  action({ resource: "aws-sdk:s3:getObject", letters: "S3", title: "Get object", detail: "S3", group: "Storage", words: "file bucket read", args: () => ({ Bucket: "my-bucket", Key: "my-key" }) }),
  action({
    resource: "aws-sdk:s3:putObject", letters: "S3", title: "Put object", detail: "S3", group: "Storage", words: "file bucket write",
    args: (input) => ({ Bucket: "my-bucket", Key: "my-key", ...input("Body") }),
  }),
  action({
    resource: "bedrock:invokeModel", letters: "BE", title: "Invoke model", detail: "Bedrock", group: "AI", words: "llm generate text",
    args: (input) => ({ ModelId: "amazon.nova-lite-v1:0", ContentType: "application/json", ...input("Body") }),
  }),
  action({
    resource: "states:startExecution.sync:2", letters: "SF", title: "Start execution, wait", detail: "Step Functions", group: "Workflows", name: "Run workflow", words: "nested state machine child",
    args: (input) => ({ StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:MyStateMachine", ...input("Input") }),
  }),
  action({
    resource: "states:startExecution", letters: "SF", title: "Start execution", detail: "Step Functions", group: "Workflows", name: "Start workflow", words: "nested state machine child",
    args: (input) => ({ StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:MyStateMachine", ...input("Input") }),
  }),
  action({
    resource: "http:invoke", letters: "HT", title: "Call an endpoint", detail: "HTTP", group: "Outside AWS", words: "api rest webhook",
    args: (input) => ({
      ApiEndpoint: "https://api.example.com/orders",
      Method: "POST",
      Authentication: { ConnectionArn: "arn:aws:events:us-east-1:123456789012:connection/MyConnection/11111111-2222-3333-4444-555555555555" },
      ...input("RequestBody"),
    }),
  }),
];
