/** U+00A0 to U+00FF, in order. */
const latin = `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave
Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN
szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml
yacute thorn yuml`;

/** A name, and its character's code. */
const others = `Tab 9 NewLine a excl 21 quot 22 QUOT 22 num 23 dollar 24 percnt 25 amp 26 AMP 26 apos 27 lpar 28
rpar 29 ast 2a plus 2b comma 2c period 2e sol 2f colon 3a semi 3b lt 3c LT 3c equals 3d gt 3e
GT 3e quest 3f commat 40 lsqb 5b lbrack 5b bsol 5c rsqb 5d rbrack 5d Hat 5e lowbar 5f grave 60
lcub 7b lbrace 7b verbar 7c vert 7c rcub 7d rbrace 7d NonBreakingSpace a0 COPY a9 REG ae pm b1
PlusMinus b1 centerdot b7 half bd Amacr 100 amacr 101 Abreve 102 abreve 103 Aogon 104 aogon 105
Cacute 106 cacute 107 Ccaron 10c ccaron 10d Dcaron 10e dcaron 10f Dstrok 110 dstrok 111
Emacr 112 emacr 113 Eogon 118 eogon 119 Ecaron 11a ecaron 11b Gbreve 11e gbreve 11f Imacr 12a
imacr 12b Idot 130 inodot 131 Lstrok 141 lstrok 142 Nacute 143 nacute 144 Ncaron 147 ncaron 148
Omacr 14c omacr 14d Odblac 150 odblac 151 OElig 152 oelig 153 Racute 154 racute 155 Rcaron 158
rcaron 159 Sacute 15a sacute 15b Scedil 15e scedil 15f Scaron 160 scaron 161 Tcaron 164
tcaron 165 Umacr 16a umacr 16b Uring 16e uring 16f Udblac 170 udblac 171 Yuml 178 Zacute 179
zacute 17a Zdot 17b zdot 17c Zcaron 17d zcaron 17e fnof 192 circ 2c6 tilde 2dc Alpha 391
Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39a
Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3 Tau 3a4 Upsilon 3a5 Phi 3a6
Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 beta 3b2 gamma 3b3 delta 3b4 epsilon 3b5 epsi 3b5 zeta 3b6
eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc nu 3bd xi 3be omicron 3bf pi 3c0 rho 3c1
sigmaf 3c2 varsigma 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9
thetasym 3d1 vartheta 3d1 upsih 3d2 varphi 3d5 phiv 3d5 piv 3d6 varrho 3f1 varepsilon 3f5
ensp 2002 emsp 2003 numsp 2007 puncsp 2008 thinsp 2009 hairsp 200a ZeroWidthSpace 200b zwnj 200c
zwj 200d lrm 200e rlm 200f hyphen 2010 dash 2010 ndash 2013 mdash 2014 horbar 2015 Vert 2016
lsquo 2018 rsquo 2019 sbquo 201a lsquor 201a ldquo 201c rdquo 201d bdquo 201e ldquor 201e
dagger 2020 Dagger 2021 bull 2022 bullet 2022 hellip 2026 mldr 2026 permil 2030 pertenk 2031
prime 2032 Prime 2033 tprime 2034 lsaquo 2039 rsaquo 203a oline 203e frasl 2044 MediumSpace 205f
NoBreak 2060 InvisibleTimes 2062 euro 20ac incare 2105 hbar 210f hslash 210f planck 210f
image 2111 Im 2111 ell 2113 numero 2116 copysr 2117 weierp 2118 wp 2118 real 211c Re 211c
trade 2122 alefsym 2135 aleph 2135 frac13 2153 frac23 2154 frac15 2155 frac25 2156 frac18 215b
frac38 215c frac58 215d frac78 215e larr 2190 leftarrow 2190 uarr 2191 uparrow 2191 rarr 2192
rightarrow 2192 darr 2193 downarrow 2193 harr 2194 leftrightarrow 2194 updownarrow 2195
nwarr 2196 nearr 2197 searr 2198 swarr 2199 rarrw 219d map 21a6 mapsto 21a6 hookrightarrow 21aa
crarr 21b5 rlarr 21c4 lrarr 21c6 lArr 21d0 Leftarrow 21d0 uArr 21d1 rArr 21d2 Rightarrow 21d2
dArr 21d3 hArr 21d4 Leftrightarrow 21d4 iff 21d4 forall 2200 part 2202 exist 2203 nexist 2204
nexists 2204 empty 2205 emptyset 2205 varnothing 2205 nabla 2207 isin 2208 notin 2209 ni 220b
prod 220f Product 220f sum 2211 Sum 2211 minus 2212 mp 2213 setminus 2216 lowast 2217 radic 221a
prop 221d infin 221e ang 2220 mid 2223 nmid 2224 parallel 2225 and 2227 wedge 2227 or 2228
vee 2228 cap 2229 cup 222a int 222b Integral 222b there4 2234 therefore 2234 because 2235
sim 223c cong 2245 asymp 2248 approx 2248 ne 2260 NotEqual 2260 equiv 2261 le 2264 leq 2264
ge 2265 geq 2265 GreaterEqual 2265 sub 2282 sup 2283 nsub 2284 sube 2286 supe 2287 sqcap 2293
sqcup 2294 oplus 2295 ominus 2296 otimes 2297 odot 2299 vdash 22a2 top 22a4 perp 22a5 bot 22a5
models 22a7 sdot 22c5 vellip 22ee ctdot 22ef dtdot 22f1 lceil 2308 rceil 2309 lfloor 230a
rfloor 230b frown 2322 smile 2323 lang 2329 rang 232a boxh 2500 boxv 2502 boxdr 250c boxdl 2510
boxur 2514 boxul 2518 uhblk 2580 lhblk 2584 block 2588 blk14 2591 blk34 2593 squ 25a1
square 25a1 squf 25aa blacksquare 25aa utrif 25b4 utri 25b5 rtrif 25b8 rtri 25b9 dtrif 25be
dtri 25bf ltrif 25c2 ltri 25c3 loz 25ca cir 25cb xcirc 25ef starf 2605 bigstar 2605 star 2606
phone 260e female 2640 male 2642 spades 2660 clubs 2663 hearts 2665 diams 2666 sung 266a
flat 266d natural 266e sharp 266f check 2713 checkmark 2713 cross 2717 malt 2720 maltese 2720
sext 2736 langle 27e8 rangle 27e9 xlarr 27f5 longrightarrow 27f6 xrarr 27f6 xharr 27f7 lozf 29eb`;

/** HTML 4's names, and those of HTML 5 that are met in prose. */
const named = new Map<string, string>([
  ...words(latin).map((name, at): [string, string] => [name, String.fromCodePoint(160 + at)]),
  ...Array.from(
    others.matchAll(/(\S+) ([\da-f]+)/g),
    ([, name = '', code = '']): [string, string] => [
      name,
      String.fromCodePoint(parseInt(code, 16)),
    ],
  ),
]);

function words(list: string): string[] {
  return list.split(/\s+/);
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,31}));/y;

/** The character reference that begins at `at` and the text it stands for, or null where none does. */
export function entityAt(source: string, at: number): { raw: string; text: string } | null {
  reference.lastIndex = at;
  const found = reference.exec(source);
  if (!found) return null;
  const [raw, decimal, hex, name] = found;
  if (name !== undefined) {
    const text = named.get(name);
    return text === undefined ? null : { raw, text };
  }
  return { raw, text: characterOf(parseInt(decimal ?? hex ?? '', hex === undefined ? 10 : 16)) };
}

/** Every reference in a text as its character. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&#?\w{1,32};/g, (raw) => entityAt(raw, 0)?.text ?? raw);
}

function characterOf(code: number): string {
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? '\uFFFD' : String.fromCodePoint(code);
}
