package io.openwlm.model.codec;

import java.util.List;
import java.util.Locale;

/**
 * A service definition as a z/OS of level 038 would export it, made up: a shipping line with
 * several hundred rules, tenants, classification groups, notes, and all kinds of goals.
 */
final class XmlSample {
  static final String NAMESPACE =
      "http://www.ibm.com/xmlns/prod/zwlm/2022/05/ServiceDefinition.xsd";
  private static final List<String> WORKLOADS = List.of("ONLINE", "BATCH", "HARBOUR", "MACHINES");
  private static final List<String> OTHER_TYPES =
      List.of(
          "ASCH", "CB", "DB2", "DDF", "IWEB", "LDAP", "LSFM", "MQ", "NETV", "OMVS", "SOM", "TCP",
          "TSO", "OSDI", "SAP");
  private static final int CLASSES = 48;
  private static final int REPORTS = 80;

  private final StringBuilder text = new StringBuilder();
  private int depth;

  private XmlSample() {}

  /** The whole definition. */
  static String large() {
    XmlSample sample = new XmlSample();
    sample.definition();
    return sample.text.toString();
  }

  private void open(String name) {
    line("<" + name + ">");
    depth++;
  }

  private void close(String name) {
    depth--;
    line("</" + name + ">");
  }

  private void leaf(String name, Object value) {
    String escaped = value.toString().replace("&", "&amp;").replace("<", "&lt;");
    line("<" + name + ">" + escaped + "</" + name + ">");
  }

  private void line(String line) {
    text.append("    ".repeat(depth)).append(line).append('\n');
  }

  private void definition() {
    text.append("<ServiceDefinition xmlns=\"")
        .append(NAMESPACE)
        .append("\" codepage=\"IBM-273\">\n");
    depth++;
    leaf("Name", "FREIGHT");
    leaf("Description", "Shipping line & harbour, PROD");
    history(1);
    leaf("Level", "038");
    leaf("ReplId", "C6D9C5C9C7C8E340" + "40".repeat(24));
    leaf("ProdId", "WLM BB zOS V3R1 HBB77E0 LEVEL038");
    notes();
    groups();
    workloads();
    policies();
    reports();
    classificationGroups();
    open("Classifications");
    jes();
    stc();
    transactions("CICS", "ONLA");
    transactions("IMS", "ONLB");
    OTHER_TYPES.forEach(this::other);
    close("Classifications");
    parameters();
    environments();
    line("<Extensions />");
    depth--;
    text.append("</ServiceDefinition>\n");
  }

  private void history(int n) {
    leaf(
        "CreationDate",
        String.format(
            Locale.ROOT, "19%02d/0%d/1%d 0%d:00:59", 90 + n % 9, 1 + n % 9, n % 9, n % 9));
    if (n % 7 != 3) {
      leaf("CreationUser", "IBMUSER");
    }
    leaf(
        "ModificationDate",
        String.format(Locale.ROOT, "2024/1%d/2%d 1%d:30:00", n % 3, n % 9, n % 9));
    leaf("ModificationUser", n % 5 == 0 ? "$SYSP" : "HANSEN");
  }

  private void notes() {
    open("Notes");
    leaf("Note", "2024-11-02  moved the crane terminals to CRANES (ticket #4711)");
    leaf("Note", "   indented; \u00AC \u00A2 \u00A6 \u00A3 \u00C4 come from code page 273");
    line("<Note></Note>");
    leaf("Note", "a < b && \"quoted\" 'too'");
    close("Notes");
  }

  private void named(String name, String description, int n) {
    leaf("Name", name);
    leaf("Description", description);
    history(n);
  }

  private void groups() {
    List<String> types = List.of("CPUServiceUnits", "PercentageLPARShare", "NumberCPsTimes100");
    open("ResourceGroups");
    for (int i = 0; i < 6; i++) {
      open("ResourceGroup");
      named("RG" + i, "Group " + i, i);
      if (i < 5) {
        leaf("Type", types.get(i % 3));
        if (i % 2 == 0) {
          leaf("CapacityMinimum", i);
        }
        leaf("CapacityMaximum", 40 + i);
      }
      if (i == 4) {
        leaf("MemoryLimit", 64);
      }
      leaf("IncludeSpecialtyProcessorConsumption", i == 1 ? "Yes" : "No");
      close("ResourceGroup");
    }
    close("ResourceGroups");
    open("TenantResourceGroups");
    for (int i = 0; i < 3; i++) {
      open("TenantResourceGroup");
      leaf("Name", "TENANT" + i);
      leaf("Description", "Charterer " + i);
      leaf("SolutionId", "0C0FFEE-" + i);
      leaf("TenantId", "CHART" + i);
      leaf("TenantName", "Charterer no. " + i);
      history(i);
      leaf("Type", "NumberCPsTimes100");
      leaf("CapacityMaximum", 100 + i);
      leaf("IncludeSpecialtyProcessorConsumption", "No");
      close("TenantResourceGroup");
    }
    close("TenantResourceGroups");
  }

  private void workloads() {
    open("Workloads");
    for (int w = 0; w < WORKLOADS.size(); w++) {
      open("Workload");
      named(WORKLOADS.get(w), "Work of " + WORKLOADS.get(w), w);
      open("ServiceClasses");
      if (w == 0) {
        transactionClass("ONLA");
        transactionClass("ONLB");
      }
      for (int i = w; i < CLASSES; i += WORKLOADS.size()) {
        serviceClass(i);
      }
      close("ServiceClasses");
      close("Workload");
    }
    close("Workloads");
  }

  private void transactionClass(String name) {
    open("ServiceClass");
    named(name, "Transactions only", 3);
    leaf("CPUCritical", "Yes");
    leaf("IOPriorityGroup", "High");
    leaf("HonorPriority", "Default");
    open("Goal");
    response("PercentileResponseTime", 1, 0, "00:00:00.250", 95);
    close("Goal");
    close("ServiceClass");
  }

  private void serviceClass(int i) {
    open("ServiceClass");
    named("SC" + i, "Class " + i, i);
    leaf("CPUCritical", i % 6 == 1 ? "Yes" : "No");
    leaf("IOPriorityGroup", i % 4 == 0 ? "High" : "Normal");
    leaf("HonorPriority", i % 11 == 0 ? "No" : "Default");
    if (i % 8 == 4) {
      leaf("ResourceGroupName", "RG" + i % 5);
    }
    open("Goal");
    switch (i % 6) {
      case 0 -> {
        response("PercentileResponseTime", 2, 500, "00:00:00.030", 90);
        response("AverageResponseTime", 3, 999_999_999, "00:01:30.000", 0);
        velocity(4, 20_000, 30);
        line("<Discretionary />");
      }
      case 1 -> velocity(1, 0, 1 + i % 99);
      case 2 -> response("AverageResponseTime", 2, 0, "23:59:59.999", 0);
      case 3 -> line("<Discretionary/>");
      case 4 -> velocity(5, 0, 99);
      default -> {
        velocity(3, 250, 40);
        velocity(4, 0, 20);
      }
    }
    close("Goal");
    close("ServiceClass");
  }

  private void velocity(int importance, int duration, int level) {
    open("Velocity");
    leaf("Importance", importance);
    if (duration > 0) {
      leaf("Duration", duration);
    }
    leaf("Level", level);
    close("Velocity");
  }

  private void response(String name, int importance, int duration, String time, int percentile) {
    open(name);
    leaf("Importance", importance);
    if (duration > 0) {
      leaf("Duration", duration);
    }
    leaf("ResponseTime", time);
    if (percentile > 0) {
      leaf("Percentile", percentile);
    }
    close(name);
  }

  private void policies() {
    open("ServicePolicies");
    open("ServicePolicy");
    named("DAY", "Weekdays", 1);
    line("<ServiceClassOverrides />");
    line("<ResourceGroupOverrides />");
    line("<TenantResourceGroupOverrides />");
    close("ServicePolicy");
    open("ServicePolicy");
    named("NIGHT", "Batch window", 2);
    open("ServiceClassOverrides");
    open("ServiceClassOverride");
    leaf("ServiceClassName", "SC4");
    leaf("CPUCritical", "No");
    leaf("IOPriorityGroup", "Normal");
    leaf("HonorPriority", "Default");
    leaf("ResourceGroupName", "RG0");
    open("Goal");
    velocity(2, 0, 70);
    close("Goal");
    close("ServiceClassOverride");
    close("ServiceClassOverrides");
    open("ResourceGroupOverrides");
    open("ResourceGroupOverride");
    leaf("ResourceGroupName", "RG0");
    leaf("Type", "CPUServiceUnits");
    leaf("CapacityMaximum", 99_000);
    leaf("IncludeSpecialtyProcessorConsumption", "No");
    close("ResourceGroupOverride");
    close("ResourceGroupOverrides");
    open("TenantResourceGroupOverrides");
    open("TenantResourceGroupOverride");
    leaf("TenantResourceGroupName", "TENANT1");
    leaf("Type", "NumberCPsTimes100");
    leaf("CapacityMaximum", 250);
    leaf("IncludeSpecialtyProcessorConsumption", "Yes");
    close("TenantResourceGroupOverride");
    close("TenantResourceGroupOverrides");
    close("ServicePolicy");
    close("ServicePolicies");
  }

  private void reports() {
    open("ReportClasses");
    for (int i = 0; i < REPORTS; i++) {
      open("ReportClass");
      named("RC" + i, "Report " + i, i);
      close("ReportClass");
    }
    close("ReportClasses");
    open("TenantReportClasses");
    open("TenantReportClass");
    leaf("Name", "TRC0");
    leaf("TenantResourceGroupName", "TENANT0");
    leaf("Description", "Work of charterer 0");
    history(4);
    close("TenantReportClass");
    close("TenantReportClasses");
  }

  private void classificationGroups() {
    open("ClassificationGroups");
    for (String type : List.of("TransactionName", "Userid", "TransactionClass", "SystemName")) {
      open("ClassificationGroup");
      named("G" + type.substring(0, 5).toUpperCase(Locale.ROOT) + type.length(), "Group", 5);
      leaf("QualifierType", type);
      open("QualifierNames");
      for (int i = 0; i < 12; i++) {
        open("QualifierName");
        leaf("Name", i == 11 ? "Z%%*" : "M" + i + (i % 3 == 0 ? "*" : ""));
        if (i % 2 == 0) {
          leaf("Description", "ship " + i);
        }
        if (i == 7) {
          leaf("Start", 2);
        }
        close("QualifierName");
      }
      close("QualifierNames");
      close("ClassificationGroup");
    }
    close("ClassificationGroups");
  }

  private void classification(String type, String service, String report) {
    open("Classification");
    leaf("SubsystemType", type);
    leaf("Description", "Rules of " + type);
    leaf("CreationDate", "1900/01/01 00:00:00");
    leaf("ModificationDate", "2024/02/29 23:59:59");
    leaf("ModificationUser", "HANSEN");
    if (!service.isEmpty()) {
      leaf("DefaultServiceClassName", service);
    }
    if (!report.isEmpty()) {
      leaf("DefaultReportClassName", report);
    }
    leaf("EWLMClassification", "Never");
    open("ClassificationRules");
  }

  private void end() {
    close("ClassificationRules");
    close("Classification");
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
    open("ClassificationRule");
    leaf("Description", "Rule on " + value);
    leaf("QualifierType", type);
    leaf("QualifierValue", value);
    if (start > 0) {
      leaf("Start", start);
    }
    if (!service.isEmpty()) {
      leaf("ServiceClassName", service);
    }
    if (!report.isEmpty()) {
      leaf("ReportClassName", report);
    }
    leaf("StorageCritical", "No");
    leaf("RegionGoal", region);
    leaf("ReportingAttribute", reporting);
    leaf("Boost", "No");
  }

  private void endRule() {
    close("ClassificationRule");
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
      rule("TransactionName", "J" + i + "*", 0, "SC" + (1 + 2 * (i % 20)), "RC" + i % REPORTS);
      if (i % 10 == 0) {
        rule("Userid", "U" + i, 0, "", "RC" + (i + 1) % REPORTS);
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

  private void parameters() {
    open("ServiceParameter");
    open("ServiceCoefficients");
    leaf("CPU", "1.0");
    leaf("IOC", "0.5");
    leaf("MSO", "0.0001");
    leaf("SRB", "1.0");
    close("ServiceCoefficients");
    open("ServiceOptions");
    leaf("IOPriorityManagement", "Yes");
    leaf("DynamicAliasManagement", "Yes");
    leaf("IOPriorityGroupsEnabled", "Yes");
    leaf("DeactivateDiscretionaryGoalManagement", "No");
    close("ServiceOptions");
    close("ServiceParameter");
  }

  private void environments() {
    open("ApplicationEnvironments");
    for (String limit : List.of("NoLimit", "SingleASPerSystem", "SingleASPerSysplex")) {
      open("ApplicationEnvironment");
      leaf("Name", "CRANE_SERVERS_" + limit.toUpperCase(Locale.ROOT).charAt(limit.length() - 1));
      leaf("Description", "Crane control");
      leaf("SubsystemType", "DB2");
      leaf("Limit", limit);
      leaf("ProcedureName", "CRANEPRC");
      leaf("StartParameter", "DB2SSN=&IWMSSNM,NUMTCB=8,APPLENV=CRANE");
      close("ApplicationEnvironment");
    }
    close("ApplicationEnvironments");
    open("Resources");
    for (int i = 0; i < 4; i++) {
      open("Resource");
      leaf("Name", "DB_BERTH" + i);
      leaf("Description", "Berth data base " + i);
      close("Resource");
    }
    close("Resources");
    open("SchedulingEnvironments");
    open("SchedulingEnvironment");
    leaf("Name", "UNLOADING");
    leaf("Description", "Both data bases up");
    open("ResourceNames");
    for (int i = 0; i < 3; i++) {
      open("ResourceName");
      leaf("Name", "DB_BERTH" + i);
      leaf("RequiredState", i < 2 ? "On" : "Off");
      close("ResourceName");
    }
    close("ResourceNames");
    close("SchedulingEnvironment");
    close("SchedulingEnvironments");
  }
}
