import type { Style } from '../styles.cts';
import { paintAnimeSky } from './motifs/animeSky.cts';
import { paintBrushStrokes } from './motifs/brushStrokes.cts';
import { paintCartoonHills } from './motifs/cartoonHills.cts';
import { paintDreamDesert } from './motifs/dreamDesert.cts';
import { paintGoldScrolls } from './motifs/goldScrolls.cts';
import { paintInkMountains } from './motifs/inkMountains.cts';
import { paintLaceAndBows } from './motifs/laceAndBows.cts';
import { paintLake } from './motifs/lake.cts';
import { paintMonolith } from './motifs/monolith.cts';
import { paintNebula } from './motifs/nebula.cts';
import { paintNeonCity } from './motifs/neonCity.cts';
import { paintOrbits } from './motifs/orbits.cts';
import { paintPixelGrid } from './motifs/pixelGrid.cts';
import { paintSunsetGrid } from './motifs/sunsetGrid.cts';
import { paintTriangles } from './motifs/triangles.cts';
import { paintWashes } from './motifs/washes.cts';
import { paintWoodcutWaves } from './motifs/woodcutWaves.cts';
import type { PlateColours } from './plate.cts';
import type { Motif } from './scene.cts';

/** What a style looks like. */
interface Look {
	motif: Motif;
	plate: PlateColours;
}

const look = (motif: Motif, ground: string, ink: string, accent: string): Look => ({
	motif,
	plate: { ground, ink, accent },
});

/** One look for each of the vendor's styles. */
export const looks: Record<Style, Look> = {
	探索无限: look(paintNebula, '#0b0f2ecc', '#ffffff', '#8fd6ff'),
	古风: look(paintInkMountains, '#f8f1deee', '#2b2622', '#a3271c'),
	二次元: look(paintAnimeSky, '#fffffff0', '#34305c', '#e0508c'),
	写实风格: look(paintLake, '#10181fcc', '#f6f1e4', '#e8b878'),
	浮世绘: look(paintWoodcutWaves, '#f7edd3f2', '#1b2f4a', '#b83a24'),
	'low poly': look(paintTriangles, '#ffffffe6', '#1f2a3a', '#5a6b86'),
	未来主义: look(paintOrbits, '#f4fbffee', '#0f2f4a', '#0f93b8'),
	像素风格: look(paintPixelGrid, '#120c24f0', '#f4f0ff', '#ffd84a'),
	概念艺术: look(paintMonolith, '#0c1214d8', '#f0e6cf', '#e0b868'),
	赛博朋克: look(paintNeonCity, '#080316e0', '#e8fbff', '#ff4bd8'),
	洛丽塔风格: look(paintLaceAndBows, '#fffafdf2', '#7a3a5c', '#d8689c'),
	巴洛克风格: look(paintGoldScrolls, '#1a0609e6', '#f9e6b0', '#d8a848'),
	超现实主义: look(paintDreamDesert, '#2a1c14dd', '#fbeecf', '#f0b060'),
	水彩画: look(paintWashes, '#ffffffd8', '#33404f', '#4f86a8'),
	蒸汽波艺术: look(paintSunsetGrid, '#1a0638e0', '#ffe6fb', '#5ff2ff'),
	油画: look(paintBrushStrokes, '#14203ae6', '#fbefc8', '#f0c04a'),
	卡通画: look(paintCartoonHills, '#ffffff', '#2a2140', '#e0553f'),
};
