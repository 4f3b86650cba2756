/** A style as Jumdata takes it (`value`, Chinese) and as the menu shows it (`name`). */
export interface Style {
	value: string;
	name: string;
}

/** The 17 styles of the vendor's page, in its order. */
export const STYLES: readonly Style[] = [
	{ value: '探索无限', name: 'Infinite Exploration' },
	{ value: '古风', name: 'Classical Chinese' },
	{ value: '二次元', name: 'Anime' },
	{ value: '写实风格', name: 'Realistic' },
	{ value: '浮世绘', name: 'Ukiyo-E' },
	{ value: 'low poly', name: 'Low Poly' },
	{ value: '未来主义', name: 'Futurism' },
	{ value: '像素风格', name: 'Pixel Art' },
	{ value: '概念艺术', name: 'Concept Art' },
	{ value: '赛博朋克', name: 'Cyberpunk' },
	{ value: '洛丽塔风格', name: 'Lolita' },
	{ value: '巴洛克风格', name: 'Baroque' },
	{ value: '超现实主义', name: 'Surrealism' },
	{ value: '水彩画', name: 'Watercolor' },
	{ value: '蒸汽波艺术', name: 'Vaporwave' },
	{ value: '油画', name: 'Oil Painting' },
	{ value: '卡通画', name: 'Cartoon' },
];

/** A resolution as Jumdata takes it (`value`) and its short name. */
export interface Resolution {
	value: string;
	name: string;
}

/** The three resolutions of the vendor's page. */
export const RESOLUTIONS: readonly Resolution[] = [
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
