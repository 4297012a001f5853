/** What the parameters of paths mean, by name: Camunda 8's names. A path with another parameter is refused at start. */
export const pathParameters = {
  processDefinitionKey: {
    description: 'A process definition key, or a process id for the latest version of that process.',
    example: 'innleggelse-utskrivning',
  },
  processInstanceKey: { description: 'Key of a process instance.', example: '42' },
  userTaskKey: { description: 'Key of a user task.', example: '42:7' },
  jobKey: { description: 'Key of a job.', example: '42:9' },
  incidentKey: { description: 'Key of an incident.', example: '42:11' },
  messageKey: { description: 'Key of a message.', example: '17' },
  signalDeliveryKey: { description: 'Key of the delivery of a signal to one receiver.', example: '6' },
  webhookKey: { description: 'Key of a webhook.', example: '3' },
  batchOperationKey: { description: 'Key of a batch operation.', example: '7' },
  worldId: { description: 'Id of a demo world.', example: 'bL8w1n0aZ2Qx' },
} as const satisfies Readonly<Record<string, { readonly description: string; readonly example: string }>>;

export type PathParameter = keyof typeof pathParameters;
