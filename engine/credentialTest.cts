import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	INodeCredentialTestResult,
	INodeType,
} from 'n8n-workflow';

/**
 * Tests a credential as its dialog does where a node's `testedBy` names one of its
 * `methods.credentialTest`, with n8n's own `helpers.request`.
 */
export async function testCredential(
	nodeType: INodeType,
	credentialType: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const used = nodeType.description.credentials?.find(({ name }) => name === credentialType);
	const method = nodeType.methods?.credentialTest?.[String(used?.testedBy)];
	if (!method) throw new Error(`The node has no test for credentials of type "${credentialType}"`);
	const credential = { id: credentialType, name: credentialType, type: credentialType, data };
	return await method.call(new CredentialTestContext(), credential);
}
