import { describe, expect, it } from "vitest";
import { actionWords, patternsOf, readResource, resourceWords, withPattern } from "./resource";

describe("reading a resource", () => {
  it("knows integrations and their pattern", () => {
    expect(readResource("arn:aws:states:::ecs:runTask.sync")).toMatchObject({ kind: "integration", service: "ecs", action: "runTask", pattern: "sync", sdk: false });
    expect(readResource("arn:aws-cn:states:cn-north-1:123456789012:aws-sdk:s3:putObject")).toMatchObject({ sdk: true, service: "s3", pattern: "respond" });
    expect(readResource("arn:aws:states:::states:startExecution.sync:2")).toMatchObject({ pattern: "sync", suffix: ".sync:2" });
  });

  it("knows functions, activities and placeholders", () => {
    expect(readResource("arn:aws:lambda:eu-west-1:123456789012:function:charge:live")).toEqual({ kind: "function", name: "charge:live" });
    expect(readResource("arn:aws:states:eu-west-1:123456789012:activity:sign")).toEqual({ kind: "activity", name: "sign" });
    expect(readResource("${ChargeFunctionArn}")).toMatchObject({ kind: "other" });
  });
});

describe("patterns", () => {
  it("are those that AWS has", () => {
    expect(patternsOf(readResource("arn:aws:states:::lambda:invoke"))).toEqual(["respond", "token"]);
    expect(patternsOf(readResource("arn:aws:states:::ecs:runTask"))).toEqual(["respond", "sync", "token"]);
    expect(patternsOf(readResource("arn:aws:states:::dynamodb:putItem"))).toEqual(["respond"]);
    expect(patternsOf(readResource("arn:aws:states:::aws-sdk:s3:getObject"))).toEqual(["respond", "token"]);
  });

  it("show what is written even where AWS has no such", () => {
    expect(patternsOf(readResource("arn:aws:states:::dynamodb:putItem.sync"))).toEqual(["respond", "sync"]);
  });

  it("change the suffix only", () => {
    expect(withPattern("arn:aws:states:::ecs:runTask.sync", "token")).toBe("arn:aws:states:::ecs:runTask.waitForTaskToken");
    expect(withPattern("arn:aws:states:::ecs:runTask.waitForTaskToken", "respond")).toBe("arn:aws:states:::ecs:runTask");
    expect(withPattern("arn:aws:states:::states:startExecution", "sync")).toBe("arn:aws:states:::states:startExecution.sync:2");
    expect(withPattern("arn:aws:states:::states:startExecution.sync", "sync")).toBe("arn:aws:states:::states:startExecution.sync");
    expect(withPattern("${Arn}", "sync")).toBe("${Arn}");
  });
});

describe("words", () => {
  it("are short and plain", () => {
    expect(resourceWords("arn:aws:states:::dynamodb:updateItem")).toBe("DynamoDB · Update item");
    expect(resourceWords("arn:aws:states:::aws-sdk:rdsdata:executeStatement")).toBe("RDS Data · Execute statement");
    expect(resourceWords("${Arn}")).toBe("Set when it is deployed");
    expect(actionWords("createDBInstance")).toBe("Create DB instance");
  });
});
