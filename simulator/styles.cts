/** The 17 styles that the vendor's page lists, in its order. */
export const styles = [
	'探索无限',
	'古风',
	'二次元',
	'写实风格',
	'浮世绘',
	'low poly',
	'未来主义',
	'像素风格',
	'概念艺术',
	'赛博朋克',
	'洛丽塔风格',
	'巴洛克风格',
	'超现实主义',
	'水彩画',
	'蒸汽波艺术',
	'油画',
	'卡通画',
] as const;

/** One of the vendor's styles. */
export type Style = (typeof styles)[number];

/** The picture sizes that the vendor's page lists, as it spells them. */
export const resolutions = ['1024*1024', '1024*1536', '1536*1024'] as const;

/** One of the vendor's picture sizes. */
export type Resolution = (typeof resolutions)[number];

/** Tells whether the text is, to the letter, one of the vendor's styles. */
export const isStyle = (text: string): text is Style =>
	(styles as readonly string[]).includes(text);

/** Tells whether the text is, to the letter, one of the vendor's picture sizes. */
export const isResolution = (text: string): text is Resolution =>
	(resolutions as readonly string[]).includes(text);

/** What one picture shows: the image number counts from 1. */
export interface PictureOrder {
	text: string;
	style: Style;
	resolution: Resolution;
	index: number;
}
