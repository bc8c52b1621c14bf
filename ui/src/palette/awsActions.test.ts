import { describe, expect, it } from "vitest";
import type { AwsAction } from "../schema";
import { beyond, itemOfAction, ofService } from "./awsActions";
import { actionItems } from "./catalogue";

function action(change: Partial<AwsAction> = {}): AwsAction {
  return {
    resource: "arn:aws:states:::aws-sdk:sqs:createQueue",
    title: "Create queue",
    service: "sqs",
    service_title: "Amazon Simple Queue Service",
    tile: { letters: "SQ", family: "msg" },
    optimised: false,
    waits: null,
    about: "Creates a queue.",
    parameters: { QueueName: "MyQueueName" },
    ...change,
  };
}

describe("actions of the catalogue", () => {
  it("are put in with what they need, in the field of the language", () => {
    const { definition, id } = itemOfAction(action());
    expect(id).toBe("aws-sdk:sqs:createQueue");
    expect(definition!("JSONPath")).toEqual({ Resource: "arn:aws:states:::aws-sdk:sqs:createQueue", Parameters: { QueueName: "MyQueueName" } });
    expect(definition!("JSONata")).toHaveProperty("Arguments");
    expect(itemOfAction(action({ parameters: {} })).definition!("JSONPath")).toEqual({ Resource: action().resource });
  });

  it("that the palette has itself are not listed twice, and keep what they are put in with", () => {
    const own = actionItems.find(({ id }) => id === "sqs:sendMessage")!;
    const same = action({ resource: "arn:aws:states:::sqs:sendMessage", title: "Send message" });
    expect(beyond([own], [same, action()]).map(({ id }) => id)).toEqual(["aws-sdk:sqs:createQueue"]);
    expect(ofService([same])[0]!.definition).toBe(own.definition);
  });

  it("say whose they are, and how they wait", () => {
    expect(itemOfAction(action()).detail).toBe("sqs");
    expect(itemOfAction(action({ waits: "waits for the token" })).detail).toBe("waits for the token");
    expect(ofService([action(), action({ optimised: true })]).map(({ detail }) => detail)).toEqual(["", "optimised"]);
  });
});
