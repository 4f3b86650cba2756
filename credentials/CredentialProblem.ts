/** Something in the credential makes signing impossible: no request was sent. */
export class CredentialProblem extends Error {
	override readonly name = 'JumdataCredentialProblem';
}
