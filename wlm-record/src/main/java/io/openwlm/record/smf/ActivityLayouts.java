package io.openwlm.record.smf;

/**
 * Sections of type 72 subtype 3, workload activity: offsets of z/OS. A field without a meaning is
 * never filled.
 */
public final class ActivityLayouts {
  public static final Layout WMS =
      Layout.of(
          "WMS",
          280,
          """
          MSCF 0 1 x flags: 80 report class, 20 no policy known, 08 CPU critical
          MFLG 1 1 x
          MFL2 2 2 x
          MNSP 4 8 t service policy
          MDSP 12 32 t its description; the whole name, if that has more than 8 characters
          MTPA 44 8 s when it was activated
          MCPU 52 4 u CPU coefficient x 10000
          MIOC 56 4 u IOC coefficient x 10000
          MMSO 60 4 u MSO coefficient x 10000
          MSRB 64 4 u SRB coefficient x 10000
          MTVL 68 4 u sampling interval in milliseconds
          MTV# 72 4 u looks at the machine in the interval
          MOPT 76 2 x
          MWNM 80 8 t workload
          MWDE 88 32 t its description; the whole name, if that has more than 8 characters
          MCNM 120 8 t service class
          MCDE 128 32 t its description; the whole name, if that has more than 8 characters
          MCPG 160 2 u number of periods
          MSUB 162 1 x
          MERF 166 6 x
          MADJ 172 4 u 16ths of a microsecond in a service unit of CPU time: 320
          MIDN 176 8 t service definition
          MIDD 184 32 t its description; the whole name, if that has more than 8 characters
          MTDI 216 8 s
          MIDU 224 8 t
          CLSC 232 8 t
          NFFI 240 4 u
          NFFS 244 4 u
          NADJ 248 4 u
          CECA 252 4 u
          MCF 256 4 u
          MCFS 260 4 u
          MCFI 264 4 u
          CADA 268 4 u
          CADS 272 4 u
          """);

  public static final Layout SSS =
      Layout.of("SSS", 12, "SCSN 0 8 t served class\nSCS# 8 4 u times it was seen");

  public static final Layout RGS =
      Layout.of(
          "RGS",
          160,
          """
          GGNM 0 8 t resource group
          GGDE 8 32 t its description; the whole name, if that has more than 8 characters
          GGLT 40 1 x 80 maximum, 40 minimum, 20 % of share, 10 CPs, 08 memory, 04 MSU, 02 specialty
          GGTF 41 1 x
          GGMN 44 4 u minimum
          GGMX 48 4 u maximum
          GGML 52 4 u memory limit in GB
          GGTI 56 8 t
          GGTN 64 32 t
          GGKY 96 64 t
          """);

  public static final Layout SCS =
      Layout.of(
          "SCS",
          792,
          """
          CRTX 0 2 u index of the period's row in RTS; 0 for none
          CWMX 2 2 u
          CWMN 4 2 u
          CPER 8 1 u number of the period
          CRTF 9 1 x unit of times in the goal: 80 milliseconds
          CRGF 10 1 x goal: 80 percentile, 40 average, 20 velocity, 10 discretionary, 04 throughput
          CVAL 12 4 u goal: time, velocity, or transactions in 1000 s
          CPCT 16 2 u percentile
          CIMP 18 2 u importance; 6 for discretionary
          CDUR 20 4 u duration in service units
          CSRV 24 8 f service units, weighted
          CCPU 32 8 f user CPU service, weighted
          CIOC 40 8 f I/O service, weighted
          CMSO 48 8 f storage service, weighted
          CSRB 56 8 f system CPU service, weighted
          CPIR 64 8 f
          CHPI 72 8 f
          CBPI 80 8 f
          CPIE 88 8 f
          CBPE 96 8 f
          CBKA 104 8 f
          CBKE 112 8 f
          CPRS 120 8 f
          CERS 128 8 f
          CTRR 136 8 f
          CTAT 144 8 f
          CRCT 152 8 f
          CIIT 160 8 f
          CHST 168 8 f
          CSWC 176 4 u
          CCRM 180 4 u
          CRCP 184 4 u transactions ended
          CARC 188 4 u
          CNCP 192 4 u
          CANC 196 4 u
          CTET 200 8 f sum of response times, 1024 microseconds
          CXET 208 8 f
          CETS 216 8 f sum of their squares, (1024 microseconds) squared
          CCUS 224 4 u CPU using samples
          CTOT 228 4 u delay samples in all: CPU, capping, memory, queue
          CCDE 232 4 u CPU delay samples
          CCCA 236 4 u capping delay samples
          CSWI 240 4 u
          CMPL 244 4 u
          CAPR 248 4 u memory delay samples: reclaim, refaults, swap-in
          CACO 252 4 u
          CAXM 256 4 u
          CVIO 260 4 u
          CHSP 264 4 u
          CCHS 268 4 u
          CUNK 272 4 u
          CIDL 276 4 u idle samples
          CPDE 280 4 u
          CPQU 284 4 u
          CSAC 288 4 u
          CSRS 292 8 f
          CSPA 300 8 f
          CSPE 308 8 f
          CICT 316 8 f
          CIWT 324 8 f
          CIDT 332 8 f
          CIRC 340 4 u reads and writes on block devices
          CTOU 344 4 u using samples in all
          CIOU 348 4 u
          CIOD 352 4 u I/O delay samples, not in CTOT
          CQ 356 4 u queue delay samples
          CSPV 360 4 u
          CSVI 364 4 u
          CSHS 368 4 u
          CSMP 372 4 u
          CSSW 376 4 u
          CNDI 380 4 u samples that were not idle
          CTDQ 384 4 u
          CTSA 388 8 f samples in all
          CIOT 396 8 f
          CQDT 404 8 f
          CADT 412 8 f
          CCVT 420 8 f
          CIQT 428 8 f
          CIEA 436 8 f
          CXEA 444 8 f
          CFEA 452 8 f
          CAMU 460 4 u
          CAMD 464 4 u
          APU 468 4 u
          APD 472 4 u
          FQD 476 4 u
          PLSC 480 8 f
          RCOD 488 4 u
          RCOU 492 4 u
          ECTC 496 8 f
          IFAU 504 4 u
          IFCU 508 4 u
          IFAD 512 4 u
          IFAT 516 8 f
          IFCT 524 8 f
          SUPU 532 4 u
          SUCU 536 4 u
          SUPD 540 4 u
          CSUP 544 8 f
          CSUC 552 8 f
          CIFA 560 8 f
          CIFC 568 8 f
          TPDP 576 8 f
          CPDP 584 8 f
          LPDP 592 8 f
          SPDP 600 8 f
          RTDM 608 4 u midpoint of the distribution: the goal in its unit
          RTDC 612 4 u
          RTDT 616 8 f
          TSUCP 624 8 f
          TSUSP 632 8 f
          TSUOCP 640 8 f
          MSUCP 648 8 f
          MSUSP 656 8 f
          MSUOCP 664 8 f
          ASUCP 672 8 f
          ASUSP 680 8 f
          ASUOCP 688 8 f
          BSUCP 696 8 f
          BSUSP 704 8 f
          BSUOCP 712 8 f
          CTETX 720 8 f
          CXETX 728 8 f
          CETSX 736 8 f
          CQDTX 744 8 f
          CADTX 752 8 f
          CCVTX 760 8 f
          CIQTX 768 8 f
          """);

  /** Entry 0: upper bounds in percent of the goal; others: transactions in each bucket. */
  public static final Layout RTS = Layout.of("RTS", 56, buckets());

  public static final Layout WRS =
      Layout.of("WRS", 172, "RTYP 0 4 t subsystem\nRFLG 4 1 x 80 begin to end, 40 execution");
  public static final Layout DNS =
      Layout.of("DNS", 22, "DNST 0 4 t\nDNNU 4 2 u\nDNDE 6 16 t name of a delay");

  private ActivityLayouts() {}

  private static String buckets() {
    StringBuilder table = new StringBuilder();
    for (int i = 0; i < 14; i++) {
      table.append("B").append(i + 1).append(' ').append(4 * i).append(" 4 u bucket\n");
    }
    return table.toString();
  }
}
