/**
 * The 17 styles of the vendor's page, in its order: as Jumdata takes it (`value`), as the menu shows it
 * (`name`), and what one gets (`look`).
 */
export const STYLES = [
	{ value: '探索无限', name: 'Infinite Exploration', look: 'no fixed style: the text decides' },
	{ value: '古风', name: 'Classical Chinese', look: 'scenes and dress of ancient China' },
	{ value: '二次元', name: 'Anime', look: 'Japanese animation' },
	{ value: '写实风格', name: 'Realistic', look: 'like a photo' },
	{ value: '浮世绘', name: 'Ukiyo-E', look: 'Japanese woodblock print' },
	{ value: 'low poly', name: 'Low Poly', look: 'flat facets, like early 3D games' },
	{ value: '未来主义', name: 'Futurism', look: 'speed, machines, science fiction' },
	{ value: '像素风格', name: 'Pixel Art', look: 'coarse pixels, like old games' },
	{ value: '概念艺术', name: 'Concept Art', look: 'design paintings for films and games' },
	{ value: '赛博朋克', name: 'Cyberpunk', look: 'neon cities at night' },
	{ value: '洛丽塔风格', name: 'Lolita', look: 'lace, ribbons, doll-like dress' },
	{ value: '巴洛克风格', name: 'Baroque', look: 'rich ornament, dramatic light' },
	{ value: '超现实主义', name: 'Surrealism', look: 'dreamlike, impossible scenes' },
	{ value: '水彩画', name: 'Watercolor', look: 'soft, transparent colors' },
	{ value: '蒸汽波艺术', name: 'Vaporwave', look: 'pastel neon, 1980s nostalgia' },
	{ value: '油画', name: 'Oil Painting', look: 'visible brush strokes' },
	{ value: '卡通画', name: 'Cartoon', look: 'simple, cheerful shapes' },
];

/** The three resolutions of the vendor's page: as Jumdata takes it (`value`), and its short name. */
export const RESOLUTIONS = [
	{ value: '1024*1024', name: 'Square' },
	{ value: '1024*1536', name: 'Portrait' },
	{ value: '1536*1024', name: 'Landscape' },
];

/** Most characters of a text, counted in Unicode code points (source: the vendor's page, 100 字). */
export const MAX_TEXT_LENGTH = 100;

/** Most images of one task (source: the vendor's page). */
export const MAX_NUM = 6;

/** What a task draws: the four fields of Jumdata's submit request. */
export interface Prompt {
	text: string;
	style: string;
	resolution: string;
	num: number;
}
