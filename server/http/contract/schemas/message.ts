import { key, named, object, oneOf, string, timestamp } from '../schema.js';
import { processDefinitionId } from './process-definition.js';

export const messageState = oneOf('BUFFERED', 'REFUSED');
const messageKey = key('Key of the message.', '17');

export const publishedMessage = named('PublishedMessage', object({ messageKey }));
export const broadcastedSignal = named('BroadcastSignal', object({ signalKey: key('Key of the signal.', '5') }));

export const keptMessage = named(
  'Message',
  object({
    messageKey,
    name: string,
    'correlationKey?': string,
    state: messageState,
    publishedDate: timestamp,
    'expiryDate?': timestamp,
    'refusedDate?': timestamp,
    'processDefinitionId?': processDefinitionId,
    'errorType?': string,
  }),
);
