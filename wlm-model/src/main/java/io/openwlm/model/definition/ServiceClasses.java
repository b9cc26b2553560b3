package io.openwlm.model.definition;

import java.util.List;

/** The goals of a definition: workloads, service classes, and what caps and reports them. */
public record ServiceClasses(
    List<Workload> workloads,
    List<ServiceClass> serviceClasses,
    List<ResourceGroup> resourceGroups,
    List<TenantResourceGroup> tenantResourceGroups,
    List<ReportClass> reportClasses) {
  public ServiceClasses {
    workloads = List.copyOf(workloads);
    serviceClasses = List.copyOf(serviceClasses);
    resourceGroups = List.copyOf(resourceGroups);
    tenantResourceGroups = List.copyOf(tenantResourceGroups);
    reportClasses = List.copyOf(reportClasses);
  }

  /** Service classes in the default workload, and nothing else. */
  public static ServiceClasses of(List<ServiceClass> classes) {
    return new ServiceClasses(List.of(Workload.DEFAULT), classes, List.of(), List.of(), List.of());
  }
}
