// Draws the extension's icon: a picture, a question about it, and a tick for the answer.
import sharp from 'sharp';

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">
  <rect width="256" height="256" rx="48" fill="#1d2b3a"/>
  <rect x="40" y="44" width="140" height="116" rx="14" fill="#f4f1ea"/>
  <circle cx="78" cy="80" r="15" fill="#f2b33d"/>
  <path d="M40 146 l40 -42 28 28 26 -36 46 50 a14 14 0 0 1 -14 14 H54 a14 14 0 0 1 -14 -14z" fill="#3f8f7a"/>
  <path d="M130 132 h70 a18 18 0 0 1 18 18 v40 a18 18 0 0 1 -18 18 h-38 l-26 22 v-22 h-6 a18 18 0 0 1 -18 -18 v-40 a18 18 0 0 1 18 -18z"
    fill="#4aa3ff" stroke="#1d2b3a" stroke-width="10"/>
  <path d="M140 170 l18 18 34 -36" fill="none" stroke="#fff" stroke-width="14" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;

await sharp(Buffer.from(SVG)).resize(256).png({ palette: true }).toFile('media/icon.png');
