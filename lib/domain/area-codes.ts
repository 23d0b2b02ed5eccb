/**
 * Area codes that serve the same area, a group a line. A code may be in several groups (917 overlays both 212 and 718).
 * @source NANPA's list of overlay complexes, and CNAC's for Canada
 */
const OVERLAYS = `
  201 551
  202 771
  203 475
  204 431 584
  205 659
  206 564
  208 986
  209 350
  210 726
  212 332 646 917
  213 323 738
  214 469 945 972
  215 267 445
  217 447
  220 740
  223 717
  224 847
  226 382 519 548
  227 240 301
  234 330
  235 573
  236 250 257 604 672 778
  248 947
  249 683 705
  253 564
  256 938
  263 438 514
  270 364
  272 570
  273 367 418 581
  274 920
  279 916
  281 346 713 832
  283 513
  289 365 742 905
  303 720 983
  304 681
  305 645 786
  306 474 639
  310 424
  312 872
  314 557
  315 680
  317 463
  321 407 689
  324 904
  326 937
  327 870
  329 845
  331 630
  336 743
  339 781
  341 510
  343 613 753
  347 718 917 929
  351 978
  353 608
  354 450 579
  360 564
  363 516
  368 403 587 825
  368 587 780 825
  369 707
  380 614
  385 801
  402 531
  404 470 678 770 943
  405 572
  408 669
  410 443 667
  412 878
  415 628
  416 437 647 942
  419 567
  425 564
  428 506
  430 903
  442 760
  448 850
  458 541
  464 708
  468 819 873
  472 910
  480 602 623
  484 610 835
  503 971
  508 774
  512 737
  518 838
  534 715
  539 918
  540 826
  561 728
  571 703
  582 814
  601 769
  609 640
  615 629
  617 857
  618 730
  619 858
  631 934
  656 813
  657 714
  658 876
  682 817
  686 804
  702 725
  704 980
  706 762
  709 879
  724 878
  732 848
  747 818
  748 970
  754 954
  757 948
  773 872
  779 815
  782 902
  787 939
  803 839
  805 820
  809 829 849
  812 930
  816 975
  821 864
  840 909
  843 854
  860 959
  862 973
  919 984
`;

const overlays: ReadonlyMap<string, readonly string[]> = overlaysByCode();

/**
 * The area codes that reach the same people as this one, itself first.
 * @source behaviour §2.4
 */
export const overlaysOf = (areaCode: string): readonly string[] => overlays.get(areaCode) ?? [areaCode];

/** Area codes of the North American plan outside the United States. @source NANPA; behaviour §2.7 */
const ELSEWHERE = `
  AG 268
  AI 264
  AS 684
  BB 246
  BM 441
  BS 242
  CA 204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519
  CA 548 579 581 584 587 600 604 613 622 633 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942
  DM 767
  DO 809 829 849
  GD 473
  GU 671
  JM 658 876
  KN 869
  KY 345
  LC 758
  MP 670
  MS 664
  PR 787 939
  SX 721
  TC 649
  TT 868
  VC 784
  VG 284
  VI 340
`;

const countries: ReadonlyMap<string, string> = new Map(
  lines(ELSEWHERE).flatMap(([country = "", ...areaCodes]) => areaCodes.map((areaCode) => [areaCode, country] as const)),
);

/** The country of a +1 area code; one that is not assigned, and the toll-free ones, count as the United States. */
export const nanpCountry = (areaCode: string): string => countries.get(areaCode) ?? "US";

/** The three digits after +1; undefined for any other number. */
export const areaCodeOf = (e164: string): string | undefined =>
  e164.length === 12 && e164.startsWith("+1") ? e164.slice(2, 5) : undefined;

const TOLL_FREE: ReadonlySet<string> = new Set(["800", "833", "844", "855", "866", "877", "888"]);

/** Whether this is a toll-free number of the North American plan. */
export const tollFree = (e164: string): boolean => TOLL_FREE.has(areaCodeOf(e164) ?? "");

function overlaysByCode(): Map<string, readonly string[]> {
  const map = new Map<string, readonly string[]>();
  for (const group of lines(OVERLAYS)) {
    for (const areaCode of group) map.set(areaCode, [...new Set([areaCode, ...(map.get(areaCode) ?? []), ...group])]);
  }
  return map;
}

function lines(table: string): string[][] {
  return table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(" "));
}
