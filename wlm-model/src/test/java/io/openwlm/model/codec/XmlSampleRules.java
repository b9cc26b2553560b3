package io.openwlm.model.codec;

import java.util.List;
import java.util.Locale;

/** Classification groups and rules of {@link XmlSample}. */
final class XmlSampleRules {
  private static final List<String> OTHER_TYPES =
      List.of(
          "ASCH", "CB", "DB2", "DDF", "IWEB", "LDAP", "LSFM", "MQ", "NETV", "OMVS", "SOM", "TCP",
          "TSO", "OSDI", "SAP");

  private final XmlLines out;

  XmlSampleRules(XmlLines out) {
    this.out = out;
  }

  /** Classification groups, and rules of all subsystem types. */
  void write() {
    classificationGroups();
    out.open("Classifications");
    jes();
    stc();
    transactions("CICS", "ONLA");
    transactions("IMS", "ONLB");
    OTHER_TYPES.forEach(this::other);
    out.close("Classifications");
  }

  private void classificationGroups() {
    out.open("ClassificationGroups");
    for (String type : List.of("TransactionName", "Userid", "TransactionClass", "SystemName")) {
      out.open("ClassificationGroup");
      out.named("G" + type.substring(0, 5).toUpperCase(Locale.ROOT) + type.length(), "Group", 5);
      out.leaf("QualifierType", type);
      out.open("QualifierNames");
      for (int i = 0; i < 12; i++) {
        out.open("QualifierName");
        out.leaf("Name", i == 11 ? "Z%%*" : "M" + i + (i % 3 == 0 ? "*" : ""));
        if (i % 2 == 0) {
          out.leaf("Description", "ship " + i);
        }
        if (i == 7) {
          out.leaf("Start", 2);
        }
        out.close("QualifierName");
      }
      out.close("QualifierNames");
      out.close("ClassificationGroup");
    }
    out.close("ClassificationGroups");
  }

  private void classification(String type, String service, String report) {
    out.open("Classification");
    out.leaf("SubsystemType", type);
    out.leaf("Description", "Rules of " + type);
    out.leaf("CreationDate", "1900/01/01 00:00:00");
    out.leaf("ModificationDate", "2024/02/29 23:59:59");
    out.leaf("ModificationUser", "HANSEN");
    if (!service.isEmpty()) {
      out.leaf("DefaultServiceClassName", service);
    }
    if (!report.isEmpty()) {
      out.leaf("DefaultReportClassName", report);
    }
    out.leaf("EWLMClassification", "Never");
    out.open("ClassificationRules");
  }

  private void end() {
    out.close("ClassificationRules");
    out.close("Classification");
  }

  private void rule(String type, String value, int start, String service, String report) {
    rule(type, value, start, service, report, "No", "None");
  }

  private void rule(
      String type,
      String value,
      int start,
      String service,
      String report,
      String region,
      String reporting) {
    out.open("ClassificationRule");
    out.leaf("Description", "Rule on " + value);
    out.leaf("QualifierType", type);
    out.leaf("QualifierValue", value);
    if (start > 0) {
      out.leaf("Start", start);
    }
    if (!service.isEmpty()) {
      out.leaf("ServiceClassName", service);
    }
    if (!report.isEmpty()) {
      out.leaf("ReportClassName", report);
    }
    out.leaf("StorageCritical", "No");
    out.leaf("RegionGoal", region);
    out.leaf("ReportingAttribute", reporting);
    out.leaf("Boost", "No");
  }

  private void endRule() {
    out.close("ClassificationRule");
  }

  private void jes() {
    classification("JES", "SC5", "RC0");
    rule("AccountingInformation", "HARBOUR*", 1, "SC3", "");
    rule("AccountingInformation", "BERTH12", 20, "SC7", "RC1");
    endRule();
    endRule();
    rule("Priority", "<=5", 0, "", "RC2");
    endRule();
    rule("TransactionClassGroup", "GTRANS16", 0, "SC9", "");
    rule("UseridGroup", "GUSERI6", 0, "SC13", "");
    rule("TransactionName", "X%%Y*", 0, "", "RC3");
    endRule();
    endRule();
    endRule();
    for (int i = 0; i < 300; i++) {
      rule(
          "TransactionName",
          "J" + i + "*",
          0,
          "SC" + (1 + 2 * (i % 20)),
          "RC" + i % XmlSample.REPORTS);
      if (i % 10 == 0) {
        rule("Userid", "U" + i, 0, "", "RC" + (i + 1) % XmlSample.REPORTS);
        endRule();
      }
      endRule();
    }
    end();
  }

  private void stc() {
    classification("STC", "", "RC4");
    rule("SubsystemParameter", "SYSTEM*", 0, "SYSTEM", "");
    endRule();
    rule("TransactionName", "CICS%", 0, "SC1", "RC5", "Yes", "None");
    endRule();
    rule("TransactionName", "TOR*", 0, "SC7", "", "Both", "None");
    endRule();
    rule("TransactionNameGroup", "GTRANS15", 0, "SYSSTC", "TRC0");
    endRule();
    for (int i = 0; i < 120; i++) {
      rule("TransactionName", "S" + i, 0, i % 9 == 0 ? "SYSSTC2" : "SC13", "");
      endRule();
    }
    end();
  }

  private void transactions(String type, String service) {
    classification(type, service, "RC6");
    for (int i = 0; i < 60; i++) {
      String reporting = List.of("None", "Mobile", "CategoryA", "CategoryB").get(i % 4);
      rule("TransactionName", "T" + i + "%", 0, service, "RC" + i, "No", reporting);
      endRule();
    }
    end();
  }

  private void other(String type) {
    classification(type, "SC7", "");
    String qualifier =
        switch (type) {
          case "MQ", "TCP" -> "SubsystemInstance";
          case "CB", "SOM", "TSO", "DDF" -> "Userid";
          default -> type.equals("DB2") ? "PlanName" : "TransactionName";
        };
    rule(
        qualifier.equals("TransactionName") && type.equals("SAP") ? "LUName" : qualifier,
        "A*",
        0,
        "SC1",
        "RC7");
    endRule();
    end();
  }
}
