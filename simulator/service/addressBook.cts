import { signedAddress, type AddressKind, type SignedAddress } from './signedAddress.cts';

/** Why the image host refuses an address: it was never given out so, or its time is over. */
export interface AddressRefusal {
	kind: SignedAddress['kind'];
	reason: 'unsigned' | 'ended';
}

/** Every address that was given out; one that differs from a signed one in a single byte is none of them. */
export class AddressBook {
	private readonly signed = new Map<string, SignedAddress>();
	private readonly kinds = new Map<string, AddressKind>();

	/** The path and query under which an image is given out. */
	give(kind: AddressKind, path: string, validity: { atMs: number; lifeSeconds: number }): string {
		this.kinds.set(path, kind);
		if (kind === 'plain') return path;
		const address = signedAddress(kind, path, validity);
		this.signed.set(address.pathAndQuery, address);
		return address.pathAndQuery;
	}

	/** The refusal of a path and query, if it is refused; `kind` is that of paths not yet given out. */
	refusal(pathAndQuery: string, kind: AddressKind, nowMs: number): AddressRefusal | undefined {
		const address = this.signed.get(pathAndQuery);
		if (address && nowMs < address.endsAtMs) return undefined;
		if (address) return { kind: address.kind, reason: 'ended' };
		const [path] = pathAndQuery.split('?');
		const wanted = this.kinds.get(path) ?? kind;
		return wanted === 'plain' ? undefined : { kind: wanted, reason: 'unsigned' };
	}
}
