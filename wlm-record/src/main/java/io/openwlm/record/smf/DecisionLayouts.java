package io.openwlm.record.smf;

/**
 * Sections of type 99 (decisions) and 90 (changes by people). What z/OS publishes of subtype 6 is
 * kept: its offsets 0 to 29; all else is OpenWLM's own, because those offsets are not public.
 */
public final class DecisionLayouts {
  /** Subtype 1: the state of the system. */
  public static final Layout SS =
      Layout.of(
          "SS",
          40,
          """
          CPUS 0 4 u CPUs that managed work may use
          SCPU 4 4 u share of them that managed work used, percent x 100
          SPSI 8 4 u PSI cpu some of the system, percent x 100; FFFFFFFF if unknown
          SAMP 12 4 u looks at the machine
          UPTM 16 8 u seconds since the daemon was ready
          NDEC 24 4 u decisions since the record before
          NCLS 28 4 u service class periods
          NWRN 32 4 u warnings
          """);

  /** Subtype 1: the trace, an entry for each change, and for each class not helped or not asked. */
  public static final Layout AAT =
      Layout.of(
          "AAT",
          64,
          """
          CODE 0 2 u number of the reason
          ACTN 2 1 u 1 raise, 2 first weights, 3 give back, 4 undo, 5 bounds, 6 flow back, 7 skip, 8 other
          ROLE 3 1 u 1 receiver, 2 donor or other class changed, 3 considered and not chosen
          CNAM 4 8 t service class
          PNUM 12 2 u period
          SETG 14 1 u 1 CPU weight, 2 I/O weight, 3 protected memory; 0 nothing was changed
          FROM 16 8 u value before
          TOVL 24 8 u value after
          LPI 32 4 u performance index of the receiver x 100; 0 if unknown
          DCID 36 8 u number of the decision
          TIME 44 8 s when it was taken
          TRGN 52 8 t resource group of the class
          """);

  /** Subtype 1: resource groups. */
  public static final Layout RG =
      Layout.of(
          "RG",
          40,
          """
          GNAM 0 8 t resource group
          GTYP 8 1 u 1 service units, 2 percent of share, 3 CPs x 100, 4 MSU; 0 no limits
          GMIN 12 8 u minimum
          GMAX 20 8 u maximum
          GSRV 28 8 f service units a second of its classes
          """);

  /** Subtype 2: a service class period in detail. */
  public static final Layout PD =
      Layout.of(
          "PD",
          128,
          """
          CNAM 0 8 t service class
          PNUM 8 2 u period
          PIMPOR 10 2 u importance; 6 for discretionary
          PGOALTYP 12 1 u 1 short response time, 2 long response time, 3 velocity, 4 discretionary, 5 throughput, 6 tokens
          PRTP 13 1 u percentile; 0 for an average
          PGOALVAL 14 4 u goal: milliseconds, velocity, or transactions in 1000 s
          PLPI 18 4 u local performance index x 100; 0 if there is none
          PSPI 22 4 u sysplex performance index x 100: the same on one system
          PEVID 26 1 u 1 transactions, 2 using and delay, 3 pressure, 4 fixed, 0 none
          PCONF 27 1 u 3 high, 2 medium, 1 low, 0 none
          PWGT 28 4 u CPU weight at the end; 0 if it has none
          PIOW 32 4 u I/O weight
          PMEM 36 8 u protected memory in bytes
          PUSED 44 8 u CPU time used, microseconds
          PUSE 52 8 u running, microseconds of all threads
          PCPUD 60 8 u waiting for a CPU, microseconds
          PCAPD 68 8 u held back by its own limit, microseconds
          PIOD 76 8 u waiting for I/O, microseconds
          PMEMD 84 8 u waiting for memory, microseconds
          PQUED 92 8 u waiting in queues, microseconds
          PPROC 100 4 u processes
          PEND 104 4 u transactions ended
          PRUN 108 4 u transactions running
          POLD 112 8 u age of the oldest of them, microseconds
          PRSS 120 8 u memory charged, bytes
          """);

  /** Subtype 6: a service class period in short. */
  public static final Layout PS =
      Layout.of(
          "PS",
          44,
          """
          CNAM 0 8 t service class
          PNUM 8 2 u period
          GTYP 10 1 u goal: 1 short response time, 2 long, 3 velocity, 4 discretionary, 5 throughput, 6 tokens
          PCTL 11 1 u percentile
          INTC 12 8 t
          GVAL 20 4 u goal: milliseconds, velocity, or transactions in 1000 s
          IMPO 24 2 u importance; 6 for discretionary
          BDP 26 1 u
          IOP 27 1 u
          MPLI 28 2 u
          LPI 30 4 u local performance index x 100; 0 if there is none
          SPI 34 4 u sysplex performance index x 100: the same on one system
          WGT 38 4 u CPU weight
          """);

  /** Subtype 255: which text this is, and which part of it. */
  public static final Layout DOC =
      Layout.of(
          "DOC",
          28,
          """
          KIND 0 1 u 1 status, 2 decision, 3 service definition
          CODE 1 1 u 1: UTF-8, compressed with zlib
          PART 2 2 u number of this part, from 1
          PRTS 4 2 u parts of the text
          DOID 6 8 u number of the interval or decision
          SIZE 14 4 u compressed bytes of the whole text
          FULL 18 4 u bytes of the whole text
          """);

  /** Subtype 255: bytes of the text. */
  public static final Layout DATA = Layout.of("DATA", 32_000, "TEXT 0 1 x compressed text");

  /** Type 90: a change by a person or by the daemon as a whole. */
  public static final Layout PC =
      Layout.of(
          "PC",
          232,
          """
          SPN 0 8 t service policy
          SPT 8 8 s when
          SPU 16 8 t user
          SPS 24 8 t system
          SDN 32 8 t service definition
          SACT 40 16 t what: POLICY, MODE, RESTORE
          SRSN 56 2 u number of the reason
          SDID 58 8 u number of the decision
          STXT 66 160 t what was done, in words
          """);

  private DecisionLayouts() {}
}
