/** A small pathway: a letter is sent by a worker; where the address is unknown, a person finds it. */
export const lettersPathway = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xmlns:pathway="urn:samlop:pathway:1" id="Letters" targetNamespace="urn:samlop:examples">
  <bpmn:error id="Error_AddressUnknown" name="Ukjent adresse" errorCode="ADDRESS_UNKNOWN" />
  <bpmn:process id="example-letters" name="Brev til pasienten" isExecutable="true">
    <bpmn:extensionElements>
      <pathway:variables>
        <pathway:variable name="address" type="string" />
        <pathway:variable name="sentAt" type="dateTime" />
      </pathway:variables>
    </bpmn:extensionElements>
    <bpmn:startEvent id="Start_Letter" />
    <bpmn:sendTask id="Task_SendLetter" name="Send brev" pathway:topic="send-letter" pathway:retries="3" />
    <bpmn:boundaryEvent id="Event_AddressUnknown" name="Ukjent adresse" attachedToRef="Task_SendLetter">
      <bpmn:errorEventDefinition id="Event_AddressUnknown_Error" errorRef="Error_AddressUnknown" />
    </bpmn:boundaryEvent>
    <bpmn:userTask id="Task_FindAddress" name="Finn adressen" />
    <bpmn:endEvent id="End_Sent" />
    <bpmn:endEvent id="End_Found" />
    <bpmn:sequenceFlow id="Flow_Send" sourceRef="Start_Letter" targetRef="Task_SendLetter" />
    <bpmn:sequenceFlow id="Flow_Sent" sourceRef="Task_SendLetter" targetRef="End_Sent" />
    <bpmn:sequenceFlow id="Flow_Unknown" sourceRef="Event_AddressUnknown" targetRef="Task_FindAddress" />
    <bpmn:sequenceFlow id="Flow_Found" sourceRef="Task_FindAddress" targetRef="End_Found" />
  </bpmn:process>
</bpmn:definitions>
`;
