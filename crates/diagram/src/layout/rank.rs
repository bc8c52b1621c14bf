//! Rows: which box stands above which.

use layout::adt::dag::{DAG, NodeHandle};

use super::flow::Flow;
use super::plan::Plan;

/// The row of each box, 0 on top. Every wire that is no loop leads downwards by at least one row.
pub(crate) fn ranks(plan: &Plan, flow: &Flow) -> Vec<usize> {
    let count = plan.shapes.len();
    if count == 0 {
        return Vec::new();
    }
    let mut dag = DAG::new();
    // Its check walks every path of the graph after each change, which is exponential.
    dag.set_validate(false);
    dag.new_nodes(count);
    let forward = || plan.wires.iter().zip(&flow.is_back).filter(|(_, back)| !**back).map(|(wire, _)| wire);
    for wire in forward() {
        dag.add_edge(NodeHandle::new(wire.from), NodeHandle::new(wire.to));
    }
    dag.recompute_node_ranks();
    let mut ranks = vec![0; count];
    for (rank, row) in dag.ranks().iter().enumerate() {
        for node in row {
            ranks[node.get_index()] = rank;
        }
    }
    // A box that nothing leads to stands right above what it leads to, not at the top.
    let mut entered = vec![false; count];
    for wire in forward() {
        entered[wire.to] = true;
    }
    for (node, is_entered) in entered.iter().enumerate() {
        if *is_entered || plan.start == Some(node) {
            continue;
        }
        let below = dag.successors(NodeHandle::new(node)).iter().map(|below| ranks[below.get_index()]).min();
        if let Some(below) = below {
            ranks[node] = below.saturating_sub(1);
        }
    }
    ranks
}
