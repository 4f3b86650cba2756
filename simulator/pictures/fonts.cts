import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** The name of the font that has Chinese characters on every machine, once it is loaded. */
export const fontName = 'Simulator Sans';

/** Loads the font from its package; later calls do nothing. */
export function loadFont(): void {
	if (GlobalFonts.has(fontName)) return;
	const packageFolder = dirname(dirname(require.resolve('@embedpdf/fonts-sc')));
	const path = join(packageFolder, 'fonts', 'NotoSansHans-Medium.otf');
	if (!GlobalFonts.registerFromPath(path, fontName)) throw new Error(`No font at ${path}`);
}
