/** How a Task waits for its work. */
export type Pattern = "respond" | "sync" | "token";

/** A Task's `Resource`, read. */
export type Resource =
  | { kind: "integration"; service: string; action: string; pattern: Pattern; /** `.sync:2` as written. */ suffix: string; base: string; sdk: boolean }
  | { kind: "function"; name: string }
  | { kind: "activity"; name: string }
  | { kind: "other"; text: string };

const integration = /^(arn:[^:]*:states:[^:]*:[^:]*:(aws-sdk:)?([a-zA-Z0-9-]+):([a-zA-Z0-9]+))(\.sync(?::2)?|\.waitForTaskToken)?$/;

export function readResource(text: string): Resource {
  const activity = /^arn:[^:]*:states:[^:]*:[^:]*:activity:(.+)$/.exec(text);
  if (activity?.[1] !== undefined) return { kind: "activity", name: activity[1] };
  const called = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:(.+)$/.exec(text);
  if (called?.[1] !== undefined) return { kind: "function", name: called[1] };
  const match = integration.exec(text);
  if (match === null) return { kind: "other", text };
  const [, base = "", sdk, service = "", action = "", suffix = ""] = match;
  const pattern = suffix === "" ? "respond" : suffix === ".waitForTaskToken" ? "token" : "sync";
  return { kind: "integration", service, action, pattern, suffix, base, sdk: sdk !== undefined };
}

// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
const sync = new Set([
  "batch:submitJob", "ecs:runTask", "glue:startJobRun", "sagemaker:createTransformJob", "sagemaker:createTrainingJob",
  "sagemaker:createHyperParameterTuningJob", "sagemaker:createLabelingJob", "sagemaker:createProcessingJob",
  "elasticmapreduce:createCluster", "elasticmapreduce:terminateCluster", "elasticmapreduce:addStep",
  "emr-containers:createVirtualCluster", "emr-containers:deleteVirtualCluster", "emr-containers:startJobRun",
  "emr-serverless:createApplication", "emr-serverless:deleteApplication", "emr-serverless:startApplication",
  "emr-serverless:stopApplication", "emr-serverless:startJobRun", "codebuild:startBuild", "codebuild:startBuildBatch",
  "athena:startQueryExecution", "eks:createCluster", "eks:deleteCluster", "eks:createFargateProfile",
  "eks:deleteFargateProfile", "eks:createNodegroup", "eks:deleteNodegroup", "eks:runJob", "databrew:startJobRun",
  "states:startExecution", "mediaconvert:createJob", "bedrock:createModelCustomizationJob",
]);
const token = new Set([
  "lambda:invoke", "ecs:runTask", "sns:publish", "sqs:sendMessage", "events:putEvents", "states:startExecution", "apigateway:invoke",
]);

/** The patterns that an integration can be called with; what is written is among them even where AWS has none such. */
export function patternsOf(resource: Resource): readonly Pattern[] {
  if (resource.kind !== "integration") return [];
  const name = `${resource.service}:${resource.action}`;
  const all: Pattern[] = ["respond"];
  if (!resource.sdk && sync.has(name)) all.push("sync");
  if (resource.sdk || token.has(name)) all.push("token");
  return all.includes(resource.pattern) ? all : [...all, resource.pattern];
}

/** The `Resource` of the same action with another pattern. */
export function withPattern(text: string, pattern: Pattern): string {
  const resource = readResource(text);
  if (resource.kind !== "integration" || resource.pattern === pattern) return text;
  if (pattern === "respond") return resource.base;
  if (pattern === "token") return `${resource.base}.waitForTaskToken`;
  // With `:2` the nested execution's output is JSON and not a string of JSON.
  return `${resource.base}.sync${resource.service === "states" ? ":2" : ""}`;
}

export const patternWords: Record<Pattern, { short: string; long: string }> = {
  respond: { short: "Respond", long: "Goes on when the service has answered the call." },
  sync: { short: "Run a job", long: "Goes on when the job that the call started has ended (.sync)." },
  token: { short: "Wait for token", long: "Goes on when somebody sends the task token back (.waitForTaskToken)." },
};

const services: Record<string, string> = {
  lambda: "Lambda", dynamodb: "DynamoDB", sqs: "SQS", sns: "SNS", s3: "S3", ecs: "ECS", eks: "EKS", batch: "Batch", glue: "Glue",
  states: "Step Functions", sfn: "Step Functions", events: "EventBridge", eventbridge: "EventBridge", apigateway: "API Gateway",
  athena: "Athena", sagemaker: "SageMaker", bedrock: "Bedrock", bedrockruntime: "Bedrock Runtime", codebuild: "CodeBuild",
  elasticmapreduce: "EMR", "emr-containers": "EMR on EKS", "emr-serverless": "EMR Serverless", databrew: "Glue DataBrew",
  mediaconvert: "MediaConvert", http: "HTTP", rdsdata: "RDS Data", secretsmanager: "Secrets Manager", ssm: "Systems Manager",
  ec2: "EC2", rds: "RDS", iam: "IAM", kms: "KMS", ses: "SES", sesv2: "SES", sts: "STS", cloudwatch: "CloudWatch", textract: "Textract",
  rekognition: "Rekognition", comprehend: "Comprehend", translate: "Translate", transcribe: "Transcribe", firehose: "Firehose", kinesis: "Kinesis",
};

/** `putItem` as people read it: `Put item`. */
export function actionWords(action: string): string {
  const words = action.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2").split(" ");
  const plain = words.map((word, index) => (/^[A-Z]{2,}$/.test(word) ? word : index === 0 ? word : word.toLowerCase())).join(" ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

export function serviceWords(service: string): string {
  return services[service] ?? service.charAt(0).toUpperCase() + service.slice(1);
}

/** What a Task does, in a few words: `Lambda · Invoke`. */
export function resourceWords(text: string): string {
  const resource = readResource(text);
  switch (resource.kind) {
    case "integration":
      return `${serviceWords(resource.service)} · ${actionWords(resource.action)}`;
    case "function":
      return `Lambda function · ${resource.name}`;
    case "activity":
      return `Activity · ${resource.name}`;
    case "other":
      if (resource.text === "") return "Nothing yet";
      return resource.text.includes("${") ? "Set when it is deployed" : "Another resource";
  }
}
