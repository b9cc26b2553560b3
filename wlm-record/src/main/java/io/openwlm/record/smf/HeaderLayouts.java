package io.openwlm.record.smf;

/** What all records begin with, and the product sections. */
public final class HeaderLayouts {
  /** Standard header with subtypes, and the first words behind it. */
  public static final Layout STANDARD =
      Layout.of(
          "HEADER",
          28,
          """
          LEN 0 2 u length of the record, these 4 bytes included
          SEG 2 2 u segment: always 0
          FLG 4 1 x 40: the record has a subtype
          RTY 5 1 u record type
          TME 6 4 u end of the interval, hundredths of a second since midnight, UTC
          DTE 10 4 p date, 0cyyddd with c = 1 from the year 2000 on
          SID 14 4 t system, its first 4 characters
          SSI 18 4 t subsystem: WLM
          STP 22 2 u subtype
          TRN 24 2 u type 72: number of triplets, the product section's included
          RSV 26 2 u type 99 and 90: length of the self-defining section, with the 2 bytes before
          """);

  /** Type 72: the product section of RMF records. */
  public static final Layout RMF_PRODUCT =
      Layout.of(
          "PRODUCT",
          104,
          """
          MFV 0 2 x version of the program: 0000
          PRD 2 8 t OPENWLM
          IST 10 4 p start of the interval, 0HHMMSS, UTC
          DAT 14 4 p date of the start, 00YYDDD
          INT 18 4 p length of the interval, MMSSTTT
          MFL 22 2 u
          SAM 24 4 u looks at the machine in the interval
          RV2 28 2 u
          FLA 30 2 x
          RLS 32 4 t
          CYC 36 4 p time between looks in milliseconds
          MVS 40 8 t
          IML 48 1 x
          PRF 49 1 x
          PTN 50 1 u
          SRL 51 1 x level of the record: 8F
          IET 52 8 s end of the interval
          LGO 60 8 x local time less UTC: 0, all times are UTC
          RAO 68 4 u
          RAL 72 2 u
          RAN 74 2 u
          OIL 76 2 u length of the interval in seconds
          SYN 78 2 u
          GIE 80 8 s end of the interval
          XNM 88 8 t sysplex: LOCAL
          SNM 96 8 t system, its first 8 characters
          """);

  /** Types 99 and 90: OpenWLM's own. */
  public static final Layout PRODUCT =
      Layout.of(
          "PRODUCT",
          60,
          """
          VER 0 2 u version of these layouts: 1
          PRD 2 8 t OPENWLM
          IST 10 8 s start of the interval
          IET 18 8 s end of the interval
          SNM 26 8 t system, its first 8 characters
          POL 34 8 t service policy
          DEF 42 8 t service definition
          INV 50 8 u number of the interval since the daemon started
          MOD 58 1 x 80: enforcing
          """);

  private HeaderLayouts() {}
}
