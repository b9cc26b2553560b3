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
  private static final int CLASSES = 48;
  static final int REPORTS = 80;

  private final XmlLines out = new XmlLines();

  private XmlSample() {}

  /** The whole definition. */
  static String large() {
    XmlSample sample = new XmlSample();
    sample.definition();
    return sample.out.text.toString();
  }

  private void definition() {
    out.text
        .append("<ServiceDefinition xmlns=\"")
        .append(NAMESPACE)
        .append("\" codepage=\"IBM-273\">\n");
    out.depth++;
    out.leaf("Name", "FREIGHT");
    out.leaf("Description", "Shipping line & harbour, PROD");
    out.history(1);
    out.leaf("Level", "038");
    out.leaf("ReplId", "C6D9C5C9C7C8E340" + "40".repeat(24));
    out.leaf("ProdId", "WLM BB zOS V3R1 HBB77E0 LEVEL038");
    notes();
    groups();
    workloads();
    policies();
    reports();
    new XmlSampleRules(out).write();
    parameters();
    environments();
    out.line("<Extensions />");
    out.depth--;
    out.text.append("</ServiceDefinition>\n");
  }

  private void notes() {
    out.open("Notes");
    out.leaf("Note", "2024-11-02  moved the crane terminals to CRANES (ticket #4711)");
    out.leaf("Note", "   indented; \u00AC \u00A2 \u00A6 \u00A3 \u00C4 come from code page 273");
    out.line("<Note></Note>");
    out.leaf("Note", "a < b && \"quoted\" 'too'");
    out.close("Notes");
  }

  private void groups() {
    List<String> types = List.of("CPUServiceUnits", "PercentageLPARShare", "NumberCPsTimes100");
    out.open("ResourceGroups");
    for (int i = 0; i < 6; i++) {
      out.open("ResourceGroup");
      out.named("RG" + i, "Group " + i, i);
      if (i < 5) {
        out.leaf("Type", types.get(i % 3));
        if (i % 2 == 0) {
          out.leaf("CapacityMinimum", i);
        }
        out.leaf("CapacityMaximum", 40 + i);
      }
      if (i == 4) {
        out.leaf("MemoryLimit", 64);
      }
      out.leaf("IncludeSpecialtyProcessorConsumption", i == 1 ? "Yes" : "No");
      out.close("ResourceGroup");
    }
    out.close("ResourceGroups");
    out.open("TenantResourceGroups");
    for (int i = 0; i < 3; i++) {
      out.open("TenantResourceGroup");
      out.leaf("Name", "TENANT" + i);
      out.leaf("Description", "Charterer " + i);
      out.leaf("SolutionId", "0C0FFEE-" + i);
      out.leaf("TenantId", "CHART" + i);
      out.leaf("TenantName", "Charterer no. " + i);
      out.history(i);
      out.leaf("Type", "NumberCPsTimes100");
      out.leaf("CapacityMaximum", 100 + i);
      out.leaf("IncludeSpecialtyProcessorConsumption", "No");
      out.close("TenantResourceGroup");
    }
    out.close("TenantResourceGroups");
  }

  private void workloads() {
    out.open("Workloads");
    for (int w = 0; w < WORKLOADS.size(); w++) {
      out.open("Workload");
      out.named(WORKLOADS.get(w), "Work of " + WORKLOADS.get(w), w);
      out.open("ServiceClasses");
      if (w == 0) {
        transactionClass("ONLA");
        transactionClass("ONLB");
      }
      for (int i = w; i < CLASSES; i += WORKLOADS.size()) {
        serviceClass(i);
      }
      out.close("ServiceClasses");
      out.close("Workload");
    }
    out.close("Workloads");
  }

  private void transactionClass(String name) {
    out.open("ServiceClass");
    out.named(name, "Transactions only", 3);
    out.leaf("CPUCritical", "Yes");
    out.leaf("IOPriorityGroup", "High");
    out.leaf("HonorPriority", "Default");
    out.open("Goal");
    response("PercentileResponseTime", 1, 0, "00:00:00.250", 95);
    out.close("Goal");
    out.close("ServiceClass");
  }

  private void serviceClass(int i) {
    out.open("ServiceClass");
    out.named("SC" + i, "Class " + i, i);
    out.leaf("CPUCritical", i % 6 == 1 ? "Yes" : "No");
    out.leaf("IOPriorityGroup", i % 4 == 0 ? "High" : "Normal");
    out.leaf("HonorPriority", i % 11 == 0 ? "No" : "Default");
    if (i % 8 == 4) {
      out.leaf("ResourceGroupName", "RG" + i % 5);
    }
    out.open("Goal");
    switch (i % 6) {
      case 0 -> {
        response("PercentileResponseTime", 2, 500, "00:00:00.030", 90);
        response("AverageResponseTime", 3, 999_999_999, "00:01:30.000", 0);
        velocity(4, 20_000, 30);
        out.line("<Discretionary />");
      }
      case 1 -> velocity(1, 0, 1 + i % 99);
      case 2 -> response("AverageResponseTime", 2, 0, "23:59:59.999", 0);
      case 3 -> out.line("<Discretionary/>");
      case 4 -> velocity(5, 0, 99);
      default -> {
        velocity(3, 250, 40);
        velocity(4, 0, 20);
      }
    }
    out.close("Goal");
    out.close("ServiceClass");
  }

  private void velocity(int importance, int duration, int level) {
    out.open("Velocity");
    out.leaf("Importance", importance);
    if (duration > 0) {
      out.leaf("Duration", duration);
    }
    out.leaf("Level", level);
    out.close("Velocity");
  }

  private void response(String name, int importance, int duration, String time, int percentile) {
    out.open(name);
    out.leaf("Importance", importance);
    if (duration > 0) {
      out.leaf("Duration", duration);
    }
    out.leaf("ResponseTime", time);
    if (percentile > 0) {
      out.leaf("Percentile", percentile);
    }
    out.close(name);
  }

  private void policies() {
    out.open("ServicePolicies");
    out.open("ServicePolicy");
    out.named("DAY", "Weekdays", 1);
    out.line("<ServiceClassOverrides />");
    out.line("<ResourceGroupOverrides />");
    out.line("<TenantResourceGroupOverrides />");
    out.close("ServicePolicy");
    out.open("ServicePolicy");
    out.named("NIGHT", "Batch window", 2);
    out.open("ServiceClassOverrides");
    out.open("ServiceClassOverride");
    out.leaf("ServiceClassName", "SC4");
    out.leaf("CPUCritical", "No");
    out.leaf("IOPriorityGroup", "Normal");
    out.leaf("HonorPriority", "Default");
    out.leaf("ResourceGroupName", "RG0");
    out.open("Goal");
    velocity(2, 0, 70);
    out.close("Goal");
    out.close("ServiceClassOverride");
    out.close("ServiceClassOverrides");
    out.open("ResourceGroupOverrides");
    out.open("ResourceGroupOverride");
    out.leaf("ResourceGroupName", "RG0");
    out.leaf("Type", "CPUServiceUnits");
    out.leaf("CapacityMaximum", 99_000);
    out.leaf("IncludeSpecialtyProcessorConsumption", "No");
    out.close("ResourceGroupOverride");
    out.close("ResourceGroupOverrides");
    out.open("TenantResourceGroupOverrides");
    out.open("TenantResourceGroupOverride");
    out.leaf("TenantResourceGroupName", "TENANT1");
    out.leaf("Type", "NumberCPsTimes100");
    out.leaf("CapacityMaximum", 250);
    out.leaf("IncludeSpecialtyProcessorConsumption", "Yes");
    out.close("TenantResourceGroupOverride");
    out.close("TenantResourceGroupOverrides");
    out.close("ServicePolicy");
    out.close("ServicePolicies");
  }

  private void reports() {
    out.open("ReportClasses");
    for (int i = 0; i < REPORTS; i++) {
      out.open("ReportClass");
      out.named("RC" + i, "Report " + i, i);
      out.close("ReportClass");
    }
    out.close("ReportClasses");
    out.open("TenantReportClasses");
    out.open("TenantReportClass");
    out.leaf("Name", "TRC0");
    out.leaf("TenantResourceGroupName", "TENANT0");
    out.leaf("Description", "Work of charterer 0");
    out.history(4);
    out.close("TenantReportClass");
    out.close("TenantReportClasses");
  }

  private void parameters() {
    out.open("ServiceParameter");
    out.open("ServiceCoefficients");
    out.leaf("CPU", "1.0");
    out.leaf("IOC", "0.5");
    out.leaf("MSO", "0.0001");
    out.leaf("SRB", "1.0");
    out.close("ServiceCoefficients");
    out.open("ServiceOptions");
    out.leaf("IOPriorityManagement", "Yes");
    out.leaf("DynamicAliasManagement", "Yes");
    out.leaf("IOPriorityGroupsEnabled", "Yes");
    out.leaf("DeactivateDiscretionaryGoalManagement", "No");
    out.close("ServiceOptions");
    out.close("ServiceParameter");
  }

  private void environments() {
    out.open("ApplicationEnvironments");
    for (String limit : List.of("NoLimit", "SingleASPerSystem", "SingleASPerSysplex")) {
      out.open("ApplicationEnvironment");
      out.leaf(
          "Name", "CRANE_SERVERS_" + limit.toUpperCase(Locale.ROOT).charAt(limit.length() - 1));
      out.leaf("Description", "Crane control");
      out.leaf("SubsystemType", "DB2");
      out.leaf("Limit", limit);
      out.leaf("ProcedureName", "CRANEPRC");
      out.leaf("StartParameter", "DB2SSN=&IWMSSNM,NUMTCB=8,APPLENV=CRANE");
      out.close("ApplicationEnvironment");
    }
    out.close("ApplicationEnvironments");
    out.open("Resources");
    for (int i = 0; i < 4; i++) {
      out.open("Resource");
      out.leaf("Name", "DB_BERTH" + i);
      out.leaf("Description", "Berth data base " + i);
      out.close("Resource");
    }
    out.close("Resources");
    out.open("SchedulingEnvironments");
    out.open("SchedulingEnvironment");
    out.leaf("Name", "UNLOADING");
    out.leaf("Description", "Both data bases up");
    out.open("ResourceNames");
    for (int i = 0; i < 3; i++) {
      out.open("ResourceName");
      out.leaf("Name", "DB_BERTH" + i);
      out.leaf("RequiredState", i < 2 ? "On" : "Off");
      out.close("ResourceName");
    }
    out.close("ResourceNames");
    out.close("SchedulingEnvironment");
    out.close("SchedulingEnvironments");
  }
}
